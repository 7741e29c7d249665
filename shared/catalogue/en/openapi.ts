// English texts about HTTP APIs that an OpenAPI document describes: what people read, by key.
export const openapiTexts = {
  'openapi.step-document': 'Reading the API’s document',
  'openapi.step-looking': 'Looking for an OpenAPI document',
  'openapi.not-openapi':
    'What {host} has at this address is no OpenAPI document. Check the address (often /openapi.json).',
  'openapi.web-page':
    '{host} has a web page at this address, not an OpenAPI document. Look for the address of its openapi.json or openapi.yaml.',
  'openapi.swagger':
    'The document of {host} is of Swagger 2.0. Countersign reads OpenAPI 3.0 and 3.1; ask whoever runs it for a newer one.',
  'openapi.version':
    'The document of {host} is of OpenAPI {version}. Countersign reads 3.0 and 3.1.',
  'openapi.unreadable':
    'The document of {host} is neither valid JSON nor valid YAML, so nothing of it was used. Whoever runs it has to mend it.',
  'openapi.too-large':
    'The document of {host} is larger than 20 MB, so it was not read. Ask whoever runs it for a smaller one.',
  'openapi.yaml-too-large':
    'The document of {host} is a YAML file of more than 4 MB, so it was not read. Many servers have the same document as JSON, which may be larger.',
  'openapi.too-deep':
    'The document of {host} is nested too deeply or leads back into itself, so nothing of it was used.',
  'openapi.no-server':
    'The document of {host} names no server that Countersign may go to: it has to be an https address.',
  'openapi.no-operations':
    'The document of {host} describes no operation, so there is nothing to use.',
  'openapi.elsewhere':
    'The document of {host} describes a server at another address, {server}. Nothing is sent there unless you agree.',
  'openapi.not-elsewhere':
    'The document of this connection no longer names that server. Look again, then decide.',
  'openapi.nothing-found':
    'There is a server at {host}, but it neither speaks MCP at this address nor has an OpenAPI document there. Check the path (often /mcp or /openapi.json).',
  'openapi.tool-gone':
    'The document of {host} does not describe this operation any more, or leads elsewhere with it. Nothing was sent.',
  'openapi.argument-unfit':
    'The value of “{argument}” cannot be sent to this API exactly as it was shown, so nothing was sent.',
  'openapi.arguments-unfit':
    'The arguments do not make a request that this API’s document allows, so nothing was sent.',
  'openapi.refused-status': 'The server refused it (HTTP {status}).',
  'openapi.result-empty': '[It answered with HTTP {status} and nothing else.]',
  'openapi.result-binary': '[It answered with a file of the type {type}, which was left out.]',
  'openapi.result-large':
    '[It answered with HTTP {status} and more than 5 MB, which were left out.]',
  'openapi.read-broken': 'The answer of {host} broke off. Nothing was changed by it; try again.',
  'openapi.retry-after': 'It asks to wait {seconds} seconds.',

  'openapi.kind': 'HTTP API',
  'openapi.operations': '{offered} of {count} operations',
  'openapi.operations-all': '{count} operations',
  'openapi.hidden-one': '1 operation is not offered',
  'openapi.hidden-many': '{count} operations are not offered',
  'openapi.hidden-first': 'the first {count}',
  'openapi.groups': 'Choose what is offered',
  'openapi.groups-words':
    'At most {most} operations can be offered. Choose the groups that you need; without a choice the first {most} are offered.',
  'openapi.groups-legend': 'Groups of operations',
  'openapi.groups-count': '{count} of at most {most} operations chosen',
  'openapi.groups-over':
    '{count} operations chosen. At most {most} can be offered: the first ones of them are.',
  'openapi.groups-none': 'Nothing is chosen.',
  'openapi.groups-rest': 'Everything else',
  'openapi.groups-save': 'Offer these',
  'openapi.no-such-group':
    'The document of this connection has no such group any more. Look again, then choose.',
  'openapi.document': 'Described by',
  'openapi.agree': 'Use {server}',
  'openapi.agree-words':
    'Calls, and the tokens for them, would go to {server}. Agree only if you know that it belongs to {host}.',
  'openapi.why.api_key': 'needs an API key, which Countersign does not use',
  'openapi.why.basic': 'needs a user name and password, which Countersign never asks for',
  'openapi.why.mutual_tls': 'needs a client certificate',
  'openapi.why.bearer':
    'needs an access token, but nothing says which authorization server gives it',
  'openapi.why.flow': 'its sign-in is of a kind that is not safe (implicit or password)',
  'openapi.why.unknown_scheme': 'its sign-in is not described, or of an unknown kind',
  'openapi.why.combined': 'needs several kinds of sign-in at once',
  'openapi.why.body': 'takes a kind of content that Countersign does not send',
  'openapi.why.parameter': 'needs a parameter that cannot be sent safely, such as a cookie',
  'openapi.why.path': 'its path and its path parameters do not fit together',
  'openapi.why.method': 'its method is none that Countersign sends',
  'openapi.why.elsewhere': 'is described in another document, and none is fetched for that',
  'openapi.why.unresolved': 'refers to something that is not in the document, or in circles',
  'openapi.why.server': 'has a server of its own, at another address',
  'openapi.why.unreadable': 'its description cannot be read',
  'openapi.why.large': 'its arguments take too much to describe',
  'openapi.why.invisible': 'has characters that nobody can see where values have to be exact',
  'openapi.why.not_chosen': 'is in none of the groups that you chose',
  'openapi.why.too_many': 'more than 2,000 operations; the first ones are offered',
} as const
