// Claude Code from npm, with our hook in its settings as the app gives it: its own tools wait for the person.
// prove: 1
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import path from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { buildSnippet } from '../../shared/agent-snippets.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { ModelScript, ScriptedToolCall } from '../sandbox/model-server/dialect.ts'
import {
  buildCommands,
  claudeCode,
  openHome,
  patienceMs,
  run,
  type AgentHome,
  type Ended,
} from './agent-from-npm.ts'
import { openHookWorld, type HookWorld } from './hook-world.ts'

/** It comes from the network, so it is installed for `npm run prove -- real-agent` only. */
const isAsked = process.env['COUNT'] !== undefined

const shell = { command: 'echo ran > proof.txt && cat proof.txt', description: 'Make the proof' }

let hookCommand = ''

beforeAll(async () => {
  if (!isAsked) return
  hookCommand = path.join(await buildCommands(), 'countersign-hook.mjs')
}, patienceMs)

describe.runIf(isAsked)('Claude Code from npm, with our hook', () => {
  const timeout = patienceMs * 2

  it(
    '[HOOK-10] runs its shell command once the person approved, not before',
    { timeout },
    async () => {
      const around = await surround(() => ({ name: 'Bash', arguments: shell }))
      const ended = around.start()
      const held = await around.whenHeld(ended)
      expect(around.world.calls()).toMatchObject([{ tool: 'Bash', state: 'asking' }])
      expect(JSON.parse(around.world.calls()[0]?.argumentsJson ?? '')).toEqual(shell)
      // Dies if: the program takes no notice of its hook, and runs the tool beside it.
      expect(existsSync(around.proof)).toBe(false)
      around.world.world.approve(held.callId ?? '')
      const { code, output } = await ended
      expect([code, output]).toEqual([0, expect.stringContaining('It says: ran')])
      expect(readFileSync(around.proof, 'utf8')).toBe('ran\n')
      expect(around.world.calls()).toMatchObject([{ tool: 'Bash', state: 'done' }])
    },
  )

  it(
    '[HOOK-10] writes no file that the person denied, and its model hears why',
    { timeout },
    async () => {
      const around = await surround(({ proof }) => ({
        name: 'Write',
        arguments: { file_path: proof, content: 'written' },
      }))
      const ended = around.start('Write')
      const { id: interactionId } = await around.whenHeld(ended)
      around.world.queue.deny({ interactionId, surface: 'app', reason: 'not in this folder' })
      const { code, output } = await ended
      expect([code, output]).toEqual([0, expect.stringContaining('not in this folder')])
      // Dies if: the form of our refusal is one that the program does not take for a refusal.
      expect(existsSync(around.proof)).toBe(false)
      expect(around.world.calls()).toMatchObject([{ tool: 'Write', state: 'denied' }])
    },
  )

  it('[HOOK-10] runs what the person made of the arguments', { timeout }, async () => {
    const around = await surround(() => ({ name: 'Bash', arguments: shell }))
    const ended = around.start()
    const { id: interactionId, digest } = await around.whenHeld(ended)
    const command = 'echo edited > proof.txt && cat proof.txt'
    const argumentsJson = JSON.stringify({ ...shell, command })
    expect(await around.world.edit({ interactionId, digest, argumentsJson })).toEqual({
      outcome: 'edited',
    })
    around.world.world.approve(around.world.open()[0]?.callId ?? '')
    const { code, output } = await ended
    // Dies if: the program runs what it asked for, though something else was approved.
    expect([code, output]).toEqual([0, expect.stringContaining('It says: edited')])
    expect(readFileSync(around.proof, 'utf8')).toBe('edited\n')
  })

  it('[HOOK-10] opens no socket by a tool that is not its shell', { timeout }, async () => {
    const visitors: Socket[] = []
    const place = createServer((visitor) => void visitors.push(visitor.end())).listen(
      0,
      '127.0.0.1',
    )
    await once(place, 'listening')
    onTestFinished(() => void place.close())
    const { port } = place.address() as AddressInfo
    const watch = {
      ws: { url: `ws://127.0.0.1:${port}/` },
      description: 'Watch',
      timeout_ms: 5_000,
    }
    const around = await surround(() => ({ name: 'Monitor', arguments: watch }))
    const ended = around.start('Monitor')
    const { id: interactionId } = await around.whenHeld(ended)
    expect(around.world.calls()).toMatchObject([{ tool: 'Monitor', state: 'asking' }])
    around.world.queue.deny({ interactionId, surface: 'app', reason: 'no watching' })
    const { code, output } = await ended
    expect([code, output]).toEqual([0, expect.stringContaining('no watching')])
    // Dies if: the settings that we give name only the tools that everybody knows.
    expect(visitors).toEqual([])
  })

  it('[HOOK-10] runs nothing by itself while the app cannot be asked', { timeout }, async () => {
    const around = await surround(() => ({ name: 'Bash', arguments: shell }))
    await around.world.gateway.stop()
    const { code, output } = await around.start('Bash')
    expect([code, output]).toEqual([0, expect.stringContaining('It says: ')])
    // Dies if: an app that is not there counts as a yes.
    expect(existsSync(around.proof)).toBe(false)
    expect(around.world.calls()).toEqual([])
  })
})

interface Surroundings extends AgentHome {
  readonly world: HookWorld
  /** What the tools write. */
  readonly proof: string
  /** `allowed`: tools that its own settings let run without any question. */
  start(allowed?: string): Promise<Ended>
  /** The question that is asked; fails where the program ends before. */
  whenHeld(ended: Promise<Ended>): Promise<Interaction>
}

async function surround(
  chooseTool: (place: { proof: string }) => ScriptedToolCall,
): Promise<Surroundings> {
  const world = await openHookWorld()
  const home = await openHome(claudeCode, ({ messages, tools }) =>
    answer({ messages, tools }, call),
  )
  const proof = path.join(home.folder, 'proof.txt')
  const call = chooseTool({ proof })
  const facts = {
    secret: world.secret,
    port: null,
    mcpCommand: '',
    hookCommand,
    home: world.folder,
    shell: 'posix',
  } as const
  const snippet = buildSnippet(facts, 'claude-code', 'hook')
  const file = (snippet?.file ?? '').replace('~', home.folder)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, snippet?.text ?? '')
  return {
    ...home,
    world,
    proof,
    start: (allowed) => {
      const asked = 'claude -p "Make the proof" --model claude-sonnet-4-5'
      return run(home, allowed === undefined ? asked : `${asked} --allowedTools ${allowed}`)
    },
    whenHeld: async (ended) => {
      let early: Ended | null = null
      void ended.then((end) => (early = end))
      await expect
        .poll(() => world.open().length + (early === null ? 0 : 1), { timeout: patienceMs })
        .toBe(1)
      expect(early).toBeNull()
      const [open] = world.open()
      if (open === undefined) throw new Error('Nothing was asked')
      return open
    },
  }
}

/**
 * Uses the tool once, then says what came back; a tool that is not shown to it at first is looked for, as real models
 * do. Side questions (titles, summaries) get a word.
 */
function answer(
  { messages, tools }: Pick<Parameters<ModelScript>[0], 'messages' | 'tools'>,
  call: ScriptedToolCall,
): ReturnType<ModelScript> {
  const used = messages.flatMap(({ toolCalls }) => toolCalls).find(({ name }) => name === call.name)
  const result = messages.find(({ toolCallId }) => used !== undefined && toolCallId === used.id)
  if (result !== undefined) return { text: `It says: ${result.text}` }
  if (tools.some(({ name }) => name === call.name)) return { toolCalls: [call] }
  if (!tools.some(({ name }) => name === 'ToolSearch')) return { text: 'Hello' }
  const query = { query: `select:${call.name}`, max_results: 5 }
  return { toolCalls: [{ name: 'ToolSearch', arguments: query }] }
}
