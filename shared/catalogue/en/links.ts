// English texts about links in results, which the person has fetched from the server that gave them: by key.
export const linkTexts = {
  'link.read': 'Fetch from the server',
  'link.reading': 'Fetching…',
  'link.read_words':
    'A link is fetched when you press, from this connection’s own server and with your sign-in there; no other address is called.',
  'link.contents': 'What the server gave for it',
  'link.nothing': 'The server has nothing under this link.',
  'link.beginning': 'The beginning; the whole is in the file that you save.',
  'agent.row_link_read': 'You fetched a link from {connection}',
  'link.gone': 'This link is not kept any more. Nothing was fetched.',
  'link.not_mcp':
    'This connection is an HTTP API: nothing can be fetched from it by a link. Nothing was sent.',
  'link.signed_out':
    'You are not signed in at {host}. Sign in under Connections, then fetch it again. Nothing was sent.',
  'link.refused':
    '{host} does not let you read this link (HTTP {status}). The result itself is still here.',
  'link.not_offered': '{host} lets nobody read links one by one. The result itself is still here.',
  'link.answered_error': '{host} answered: “{words}”. The result itself is still here.',
  'link.no_answer':
    '{host} gave no answer that can be used. Nothing was kept; try again, or ask whoever runs it.',
} as const
