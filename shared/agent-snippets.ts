// Builds what a person pastes into another agent so that it comes in here: commands and configuration files, as text.

/** What each of them takes: by address, or by starting our command. */
export const snippetClients = [
  'claude-code',
  'claude-desktop',
  'vscode',
  'cursor',
  'other',
] as const
export type SnippetClient = (typeof snippetClients)[number]
export type SnippetWay = 'http' | 'stdio' | 'hook'

export interface SnippetFacts {
  /** Base64url. Danger: stands in the text in clear, except where the agent asks for it by itself. */
  readonly secret: string
  /** Null while the gateway does not listen. */
  readonly port: number | null
  /** Absolute path of the `countersign-mcp` command. */
  readonly mcpCommand: string
  /** Absolute path of the `countersign-hook` command. */
  readonly hookCommand: string
  /** The data folder where it is not the usual one, else null. */
  readonly home: string | null
  /** How the shell of this system quotes. */
  readonly shell: 'posix' | 'windows'
}

export interface Snippet {
  readonly client: SnippetClient
  readonly way: SnippetWay
  /** Where it belongs: a file, or null for a command in a terminal. */
  readonly file: string | null
  readonly text: string
  /** The secret stands in it. */
  readonly holdsSecret: boolean
}

/** The ways that this agent takes, the one that always works first. */
export const waysOf: Readonly<Record<SnippetClient, readonly SnippetWay[]>> = {
  'claude-code': ['stdio', 'http', 'hook'],
  'claude-desktop': ['stdio'],
  vscode: ['stdio', 'http'],
  cursor: ['stdio', 'http'],
  other: ['stdio', 'http'],
}

/** Null where there is nothing to say yet: no port, or a way that this agent does not take. */
export function buildSnippet(
  facts: SnippetFacts,
  client: SnippetClient,
  way: SnippetWay,
): Snippet | null {
  if (!waysOf[client].includes(way)) return null
  if (way === 'http' && facts.port === null) return null
  const built = builders[client](facts, way)
  return { client, way, ...built, holdsSecret: built.text.includes(facts.secret) }
}

type Built = Pick<Snippet, 'file' | 'text'>

const builders: Readonly<Record<SnippetClient, (facts: SnippetFacts, way: SnippetWay) => Built>> = {
  'claude-code': (facts, way) =>
    way === 'hook' ? buildHook(facts) : { file: null, text: buildClaudeCode(facts, way) },
  'claude-desktop': (facts) => ({
    file: 'claude_desktop_config.json',
    text: toJson({ mcpServers: { countersign: buildCommand(facts) } }),
  }),
  vscode: (facts, way) => ({ file: '.vscode/mcp.json', text: toJson(buildVsCode(facts, way)) }),
  cursor: (facts, way) => ({
    file: '~/.cursor/mcp.json',
    text: toJson({
      mcpServers: { countersign: way === 'http' ? buildAddress(facts) : buildCommand(facts) },
    }),
  }),
  other: (facts, way) => ({
    file: null,
    text: way === 'http' ? toJson(buildAddress(facts)) : toJson(buildCommand(facts)),
  }),
}

const addressOf = ({ port }: SnippetFacts): string => `http://127.0.0.1:${port}/mcp`
const toJson = (value: unknown): string => JSON.stringify(value, null, 2)

function environmentOf({ secret, home }: SnippetFacts): Record<string, string> {
  return { COUNTERSIGN_SECRET: secret, ...(home === null ? {} : { COUNTERSIGN_HOME: home }) }
}

function buildCommand(facts: SnippetFacts) {
  return { command: 'node', args: [facts.mcpCommand], env: environmentOf(facts) }
}

function buildAddress(facts: SnippetFacts) {
  return { url: addressOf(facts), headers: { Authorization: `Bearer ${facts.secret}` } }
}

/** Every option before the name, and one that takes a single value last: the others would swallow it. */
function buildClaudeCode(facts: SnippetFacts, way: SnippetWay): string {
  const quote = (word: string): string => quoteFor(facts.shell, word)
  if (way === 'http') {
    const header = quote(`Authorization: Bearer ${facts.secret}`)
    return `claude mcp add --transport http countersign ${addressOf(facts)} --header ${header}`
  }
  const environment = Object.entries(environmentOf(facts))
    .map(([name, value]) => `--env ${quote(`${name}=${value}`)}`)
    .join(' ')
  return `claude mcp add ${environment} --transport stdio countersign -- node ${quote(facts.mcpCommand)}`
}

/** VS Code asks for the secret itself and keeps it apart from the file, which people share. */
function buildVsCode(facts: SnippetFacts, way: SnippetWay) {
  const id = 'countersign-secret'
  const asked = `\${input:${id}}`
  const inputs = [{ type: 'promptString', id, description: 'Countersign', password: true }]
  const hidden = { ...facts, secret: asked }
  const server =
    way === 'http'
      ? { type: 'http', ...buildAddress(hidden) }
      : { type: 'stdio', ...buildCommand(hidden) }
  return { inputs, servers: { countersign: server } }
}

/** Long enough for a person who is at lunch; the command answers before that is over. */
const hookSeconds = 3_600

/** The tools of Claude Code that change something, start a program or send something; what only reads is not asked about. */
const asking = [
  'Bash',
  'PowerShell',
  'Monitor',
  'Edit',
  'Write',
  'NotebookEdit',
  'WebFetch',
  'Artifact',
  'RemoteTrigger',
]

function buildHook(facts: SnippetFacts): Built {
  const command = `node ${quoteFor(facts.shell, facts.hookCommand)} --timeout ${hookSeconds}`
  const hooks = [{ type: 'command', command, timeout: hookSeconds }]
  const matcher = asking.join('|')
  return {
    file: '~/.claude/settings.json',
    text: toJson({ env: environmentOf(facts), hooks: { PreToolUse: [{ matcher, hooks }] } }),
  }
}

/** As one word of the shell, whatever stands in it. */
function quoteFor(shell: SnippetFacts['shell'], word: string): string {
  if (/^[\w./:=@-]+$/.test(word)) return word
  // Neither a path nor a secret of ours holds a double quote on Windows, where no file name may.
  if (shell === 'windows') return `"${word}"`
  return `'${word.replaceAll("'", String.raw`'\''`)}'`
}
