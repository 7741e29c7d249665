// English texts of the approval room about authorization servers: their client, and ways to sign in; by key.
export const approvalIssuerTexts = {
  'approval.client.tag': 'Client ID',
  'approval.client.who': 'you asked to use this client ID',
  'approval.client.server': 'Authorization server',
  'approval.client.id': 'Client ID',
  'approval.client.proves': 'Proves itself',
  'approval.client.secret': 'Client secret',
  'approval.client.key': 'Private key (JWK, as JSON)',
  'approval.client.key_hint':
    'One EC, RSA or Ed25519 key with its private part. Its public part is what the server’s operator registered.',
  'approval.client.explain':
    'From now on Countersign acts at {host} as this client. What was granted to another client ID there is revoked, and you sign in anew.',
  'approval.client.warn':
    'Use only what whoever runs {host} gave to you. A client ID of somebody else would let them see and end what you are granted.',
  'approval.client.goes_to':
    'It is kept sealed on this computer and serves at {host} only. No agent and no other page sees it.',
  'approval.client.public': 'Nothing secret belongs to it.',
  'approval.client.use': 'Use this client ID',
  'approval.way.tag': 'Tokens without a sign-in here',
  'approval.way.unattended.allows_1':
    'Countersign may get tokens from {issuer} as the app itself, also while you are away. Nobody signs in for them.',
  'approval.way.unattended.allows_2':
    'They may do whatever the operator of that server gave to this app’s client ID.',
  'approval.way.unattended.warn':
    'Such a token does not act for you but for the app. Servers may let it reach what you yourself could not.',
  'approval.way.ciba.allows_1':
    '{issuer} may ask “{value}” on a device of theirs, and what is allowed there is used on this computer.',
  'approval.way.ciba.warn':
    'Allow it only if “{value}” is you. What somebody else allows would be done in their name.',
  'approval.way.identity_provider.allows_1':
    'Your sign-in at {value} counts at {issuer}: tokens come without another sign-in there.',
  'approval.way.identity_provider.allows_2':
    '{value} learns that you use {issuer}, and with which scopes.',
  'approval.way.identity_provider.warn':
    'Whoever runs {value} can say who you are at {issuer}. Allow it only if you signed in there yourself.',
  'approval.way.stays_1':
    'Every call is held and shown to you as before; no rule and no trust is widened.',
  'approval.way.stays_2': 'Tokens stay on this computer; agents never see them.',
  'approval.way.back':
    'Connections, this connection, Authorization server, “More ways to sign in”, “Stop”. It works at once.',
} as const
