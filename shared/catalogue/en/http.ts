// English texts of the http room: what people read, by key.
export const httpTexts = {
  'http.unreachable':
    '{host} could not be reached. Nothing was lost. Check the address and your network, then try again.',
  'http.resting':
    '{host} failed several times in a row, so Countersign leaves it alone for {seconds} s. Nothing was sent or lost, and what is waited for there is still checked. Try again then.',
  'http.unwritable_header':
    'The request to {host} holds characters that may not be sent, so nothing was sent. Sign in there again.',
  'http.timeout': '{host} did not answer in time. Nothing was lost. Try again in a moment.',
  'http.too_large':
    '{host} sent more than Countersign accepts, so the answer was dropped. Tell whoever runs the server.',
  'http.redirect_refused':
    '{host} tried to send the request elsewhere. Countersign does not follow redirects. Use the final address instead.',
  'http.blocked_address':
    '{host} leads to a private or reserved network address, so nothing was sent. Check the address.',
  'http.not_json':
    '{host} answered with something that is not JSON. It may not be the right address.',
  'http.url_unreadable':
    'This is not an address of a server. It looks like https://mcp.example.com/mcp.',
  'http.url_scheme': 'Only https:// addresses can be used here.',
  'http.url_plain':
    'Plain http:// is only allowed for servers on this computer. Use https:// instead; nothing was sent.',
  'http.url_user_info':
    'Leave the user name and password out of the address. Countersign asks for proof when the server wants it.',
  'http.url_fragment': 'Leave out the part after # in the address.',
} as const
