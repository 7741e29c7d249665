// English texts on questions that a server asks in the middle of a call: what people read, by key.
export const relayTexts = {
  'relay.credential':
    '{host} asked for a password, code or another secret by a form. Countersign never passes such a form on: nothing was shown or given.',
  'relay.not-first-party':
    '{host} asked for a code or passkey. Countersign takes those only over a connection that you marked first-party: nothing was given.',
  'relay.registration':
    '{host} wanted to register a passkey. That begins only with you, in Connections: nothing was made.',
  'relay.unknown-form':
    '{host} asked with a form that cannot be shown safely, so it was refused. Nothing was given.',
  'relay.bad-page':
    '{host} wanted a page opened whose address is not safe to open, so it was refused. Nothing was opened.',
  'relay.too-many':
    '{host} kept asking without coming to an end. Countersign stopped answering; what you gave before was sent.',
  'relay.codes-used-up':
    'Three codes were not accepted at {host}, so it was not asked for another. Ask the agent again to start over.',
  'relay.locked':
    'Too many codes were not accepted for {host}. Countersign asks for it again from {time}. Your connection is kept.',
  'relay.not-in-time': 'The question of {host} was not answered in time. Nothing was given.',
  'relay.not-opened':
    'The browser did not open the page. Nothing was sent; try again, or open your browser first.',

  'approval.relay.asks': 'asked by {host} in the middle of this call',
  'approval.relay.decline': 'Decline',
  'approval.relay.yes': 'Yes, go on',
  'approval.relay.send': 'Send',
  'approval.relay.code_goes_to':
    'The code goes to {host}, which passes it on to {issuer}. No agent sees it.',
  'approval.relay.passkey_explain':
    'Your device will ask for your finger, face or PIN. The passkey never leaves it; only the proof goes to {host}, which passes it on to {issuer}. No agent sees it.',
  'approval.relay.form_goes_to':
    'Your answers go to {host} only, which may use them in what it tells the agent.',
  'approval.relay.call': 'The call it is about',
  'approval.form.taken': 'Suggested by the server',
  'approval.who.page': 'wants you to open a page',
  'approval.page': 'Page',
  'approval.page.explain':
    'Nothing has been loaded from this page yet. It opens when you press: in your browser, or inside the app where you marked its authorization server first-party. Open it only if you know this host:',
  'approval.page.address': 'The whole address',
  'approval.page.punycode':
    'The name of this host is written with letters that can imitate others. It reads as “{reads}”; its real name is {host}.',
  'approval.page.open': 'Open page',
  'approval.page.goes_to':
    '{host} is told only whether you agreed. No agent sees the address, and what you do there stays between you and that page.',
  'approval.page.opened':
    'The page is open. Go on when you have finished there; only {host} knows whether it is done, and it may ask again.',
  'approval.page.done': 'I have finished there',
  'interaction.title_elicitation_url': '{connection} wants you to open a page',
  'interaction.title_elicitation_url_opened': 'Finish at the page of {connection}',
  'app.connection.relay.off':
    'When {server} passes on a question of {host} for a code or passkey, it is refused: you have not marked this connection.',
  'app.connection.relay.ask': 'Mark this one too…',
  'interaction.title_first_party_through':
    'Treat {host} as your own, also where {server} passes on its questions',
  'approval.first_party.allows_3':
    'The server of this connection may pass those questions on to you; your answers go through it.',
  'relay.line_question': '{host} asked something in the middle of the call',
  'relay.line_answered': 'You answered it.',
  'relay.line_declined': 'It was declined.',
  'relay.line_cancelled': 'It was put away.',
  'relay.line_withdrawn': 'It was taken back.',
} as const
