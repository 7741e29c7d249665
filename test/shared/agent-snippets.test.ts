// Proves that what a person pastes into another agent is read by it as it was meant: each is parsed back.
import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  buildSnippet,
  snippetClients,
  waysOf,
  type SnippetClient,
  type SnippetFacts,
  type SnippetWay,
} from '../../shared/agent-snippets.ts'

const facts: SnippetFacts = {
  secret: 'Q9w3TzUqk2mB7sXy0pLh5cVd8eRf1gJn4aKi6oZt-_E',
  port: 47_631,
  mcpCommand: "/opt/Ada's apps/$HOME/countersign-mcp.mjs",
  hookCommand: '/opt/Countersign `x`/countersign-hook.mjs',
  home: '/home/ada/second profile',
  shell: 'posix',
}
const bearer = `Bearer ${facts.secret}`
const address = 'http://127.0.0.1:47631/mcp'

function textOf(client: SnippetClient, way: SnippetWay, part: Partial<SnippetFacts> = {}): string {
  const built = buildSnippet({ ...facts, ...part }, client, way)
  if (built === null) throw new Error('no snippet')
  return built.text
}

/** The words that a real shell makes of a command line. */
function wordsOf(command: string): string[] {
  const script = `claude() { printf '%s\\0' "$@"; }; ${command}`
  const env = { HOME: '/wrong', PATH: process.env['PATH'] }
  return execFileSync('sh', ['-c', script], { encoding: 'utf8', env }).split('\0').slice(0, -1)
}

const stdio = z.object({
  command: z.literal('node'),
  args: z.tuple([z.literal(facts.mcpCommand)]),
  env: z.object({ COUNTERSIGN_SECRET: z.string(), COUNTERSIGN_HOME: z.literal(facts.home) }),
})

describe('what is pasted into another agent', () => {
  it('[AGN-11] is a command that a shell gives to Claude Code word by word', (context) => {
    if (process.platform === 'win32') return context.skip()
    // Dies if: a quote, a blank or a variable in a path is left to the shell.
    const environment = [
      '--env',
      `COUNTERSIGN_SECRET=${facts.secret}`,
      '--env',
      `COUNTERSIGN_HOME=${facts.home ?? ''}`,
    ]
    const command = ['--transport', 'stdio', 'countersign', '--', 'node', facts.mcpCommand]
    const stdioWords = ['mcp', 'add', ...environment, ...command]
    expect(wordsOf(textOf('claude-code', 'stdio'))).toEqual(stdioWords)
    const byAddress = ['mcp', 'add', '--transport', 'http', 'countersign', address]
    const header = ['--header', `Authorization: ${bearer}`]
    expect(wordsOf(textOf('claude-code', 'http'))).toEqual([...byAddress, ...header])
  })

  it('[AGN-11] is a configuration of Claude Desktop and Cursor', () => {
    const file = z.object({ mcpServers: z.object({ countersign: z.unknown() }) })
    const read = (client: SnippetClient, way: SnippetWay): unknown =>
      file.parse(JSON.parse(textOf(client, way))).mcpServers.countersign
    for (const client of ['claude-desktop', 'cursor'] as const) {
      expect(stdio.parse(read(client, 'stdio')).env.COUNTERSIGN_SECRET).toBe(facts.secret)
    }
    expect(read('cursor', 'http')).toEqual({ url: address, headers: { Authorization: bearer } })
    expect(JSON.parse(textOf('other', 'http'))).toEqual(read('cursor', 'http'))
    expect(stdio.safeParse(JSON.parse(textOf('other', 'stdio'))).success).toBe(true)
  })

  it('[AGN-11] lets VS Code ask for the secret, which its file never holds', () => {
    for (const way of ['stdio', 'http'] as const) {
      const built = buildSnippet(facts, 'vscode', way)
      const read = z
        .object({
          inputs: z.tuple([
            z.object({
              type: z.literal('promptString'),
              id: z.string(),
              password: z.literal(true),
            }),
          ]),
          servers: z.object({ countersign: z.record(z.string(), z.unknown()) }),
        })
        .parse(JSON.parse(built?.text ?? ''))
      // Dies if: the secret stands in a file that people share.
      expect(built?.text).not.toContain(facts.secret)
      expect(built?.holdsSecret).toBe(false)
      const asked = `\${input:${read.inputs[0].id}}`
      const { countersign } = read.servers
      expect(countersign['type']).toBe(way)
      if (way === 'http') {
        expect(countersign).toMatchObject({
          url: address,
          headers: { Authorization: `Bearer ${asked}` },
        })
      } else expect(stdio.parse(countersign).env.COUNTERSIGN_SECRET).toBe(asked)
    }
  })

  it('[AGN-11] is a hook of Claude Code that leaves the person time', () => {
    const read = z
      .object({
        env: z.object({ COUNTERSIGN_SECRET: z.literal(facts.secret) }),
        hooks: z.object({
          PreToolUse: z.tuple([
            z.object({
              matcher: z.string(),
              hooks: z.tuple([
                z.object({
                  type: z.literal('command'),
                  command: z.string(),
                  timeout: z.number(),
                }),
              ]),
            }),
          ]),
        }),
      })
      .parse(JSON.parse(textOf('claude-code', 'hook')))
    const [{ matcher, hooks }] = read.hooks.PreToolUse
    expect(new RegExp(`^(?:${matcher})$`).test('Bash')).toBe(true)
    expect(new RegExp(`^(?:${matcher})$`).test('mcp__countersign__pay')).toBe(false)
    // Dies if: the command waits longer than the agent does, which then goes on as if nobody had been asked.
    expect(hooks[0].command.endsWith(`--timeout ${hooks[0].timeout}`)).toBe(true)
    const words = wordsOf(hooks[0].command.replace(/^node /, 'claude '))
    expect(words[0]).toBe(facts.hookCommand)
  })

  it('[AGN-11] says nothing where there is nothing to say yet, and quotes for Windows', () => {
    expect(buildSnippet({ ...facts, port: null }, 'cursor', 'http')).toBeNull()
    expect(buildSnippet(facts, 'claude-desktop', 'http')).toBeNull()
    for (const client of snippetClients) {
      for (const way of waysOf[client]) expect(textOf(client, way)).not.toContain('undefined')
    }
    const windows = String.raw`C:\Program Files\Countersign\countersign-mcp.mjs`
    const command = textOf('claude-code', 'stdio', {
      mcpCommand: windows,
      shell: 'windows',
      home: null,
    })
    expect(command.endsWith(`-- node "${windows}"`)).toBe(true)
    expect(command).not.toContain('COUNTERSIGN_HOME')
  })
})
