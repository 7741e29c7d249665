// What is known about the server scenarios of the MCP conformance suite: which do not apply to the gateway, and why.

const only = 'The gateway offers tools and nothing else.'
const never = 'Questions of servers go to the person in Countersign and never cross the gateway.'
const own =
  'Needs tools of the suite’s own server; tasks of held calls are proved by the tests of the gateway.'
const calm =
  'A server’s own progress ends at Countersign; progress of the wait is proved by a test.'

/** By the beginning of a scenario's name. */
const reasons: readonly (readonly [string, string])[] = [
  ['logging-', only],
  ['completion-', only],
  ['resources-', only],
  ['prompts-', only],
  ['sep-2164-', only],
  ['sep-2640-', only],
  ['tools-call-with-logging', only],
  ['tools-call-with-progress', calm],
  ['tools-call-sampling', never],
  ['tools-call-elicitation', never],
  ['elicitation-', never],
  ['input-required-', never],
  ['tasks-', own],
  [
    'server-sse-polling',
    'Optional: the gateway does not end streams early, so nothing is resumed.',
  ],
  [
    'http-custom-header-',
    'No tool of the gateway asks for parameters in headers: what is done is decided by the body.',
  ],
]

export const findServerReason = (scenario: string): string | undefined =>
  reasons.find(([start]) => scenario.startsWith(start))?.[1]

const diagnostic = 'needs a diagnostic tool of the suite’s own server'
const page = 'the gateway answers no page of a browser at all, local ones neither'

/** Single checks that cannot apply within scenarios that do. */
export const checksApart: ReadonlyMap<string, string> = new Map([
  ['localhost-host-valid-accepted', page],
  ['sep-2575-server-rejects-undeclared-capability', diagnostic],
  ['sep-2575-missing-capability-http-400', diagnostic],
  ['sep-2575-http-server-no-independent-requests-on-stream', diagnostic],
  ['sep-2575-server-no-log-without-loglevel', diagnostic],
  ['sep-2575-server-sends-tools-list-changed-on-subscription', diagnostic],
  ['sep-2549-prompts-list-caching-hints', only],
  ['sep-2549-resources-list-caching-hints', only],
  ['sep-2549-resources-templates-list-caching-hints', only],
  ['sep-2549-resources-read-caching-hints', only],
])

/** The problems that remain once those checks are set apart. */
export const withoutApart = (problems: readonly string[]): string[] =>
  problems.filter((problem) => !checksApart.has(problem.split(':')[0] ?? ''))
