// Proves the hook: an agent's own tools are held by the same journey, and nothing but an approval says "allow".
import { describe, expect, it } from 'vitest'
import { questionLifetimeMs } from '../../main/agent/tool-call.ts'
import { hookAnswerSchema } from '../../main/gateway/hook-request.ts'
import { buildApprovalCard } from '../../main/interaction/card.ts'
import type { Rule } from '../../shared/model/rule.ts'
import { eventually } from './eventually.ts'
import { decisionOf, openHookWorld, question, whenOpen, type HookWorld } from './hook-world.ts'

const list = question('Bash', { command: 'ls -la', description: 'List files' })

const deny = (world: HookWorld, interactionId: string, reason: string | null): void =>
  world.queue.deny({ interactionId, surface: 'app', reason })

describe('the hook', () => {
  it('[HOOK-01] allows only after the person approved, with the approval spent and a receipt written', async () => {
    const world = await openHookWorld()
    const asked = world.ask(list)
    const open = await whenOpen(world)
    world.world.approve(open.callId ?? '')
    const decision = decisionOf(await asked)
    expect(decision).toMatchObject({ permissionDecision: 'allow' })
    expect(decision.updatedInput).toBeUndefined()
    const [call] = world.calls()
    expect(call).toMatchObject({ tool: 'Bash', state: 'done', decidedBy: 'person', attempts: 1 })
    // Dies if: the answer is given before what was decided is durable.
    expect(call?.approvalSpentAtMs).not.toBeNull()
    const kinds = world.store.activity.listByCall(call?.id ?? '').map(({ kind }) => kind)
    expect(kinds).toContain('receipt')
    expect(world.sentToServers).toEqual([])
    expect(world.load(world.agent.id).lastClient).toMatchObject({ transport: 'hook' })
  })

  it('[HOOK-02] refuses with the reason of the person', async () => {
    const world = await openHookWorld()
    const asked = world.ask(list)
    deny(world, (await whenOpen(world)).id, 'use the other folder')
    const decision = decisionOf(await asked)
    expect(decision.permissionDecision).toBe('deny')
    expect(decision.permissionDecisionReason).toContain('use the other folder')
  })

  it('[HOOK-02] hands on what the person made of the arguments', async () => {
    const world = await openHookWorld()
    const asked = world.ask(list)
    const { id: interactionId, digest } = await whenOpen(world)
    const argumentsJson = '{"command":"ls","description":"List files"}'
    const edited = await world.edit({ interactionId, digest, argumentsJson })
    expect(edited).toEqual({ outcome: 'edited' })
    const [changed] = world.open()
    world.world.approve(changed?.callId ?? '')
    const decision = decisionOf(await asked)
    // Dies if: the agent runs what it asked for, though the person approved something else.
    expect(decision).toMatchObject({
      permissionDecision: 'allow',
      updatedInput: { command: 'ls', description: 'List files' },
    })
  })

  it('[HOOK-02] hands on every member of what the person approved, whatever it is called', () => {
    const updatedInput = '{"__proto__":{"mode":"read"},"command":"ls"}'
    const body = `{"decision":"allow","reason":"","updatedInput":${updatedInput}}`
    const read = hookAnswerSchema.parse(JSON.parse(body))
    // Dies if: the border builds a new record and leaves out the name that objects treat differently
    expect(JSON.stringify(read.updatedInput)).toBe(updatedInput)
    expect(hookAnswerSchema.safeParse({ ...read, updatedInput: ['ls'] }).success).toBe(false)
  })

  it('[HOOK-03] says in time that it is held, and the same question attaches to the same call', async () => {
    const world = await openHookWorld()
    const asked = world.ask(list, ['--timeout', '60'])
    await whenOpen(world)
    world.clock.advance(57_000)
    const decision = decisionOf(await asked)
    expect(decision.permissionDecision).toBe('deny')
    expect(decision.permissionDecisionReason).toContain('Ask again')
    expect(world.open()).toHaveLength(1)
    const waiting = world.clock.pending
    const again = world.ask(list, ['--timeout', '60'])
    await eventually(() => expect(world.clock.pending).toBeGreaterThan(waiting))
    // Dies if: asking again opens another question for the same call.
    expect(world.calls()).toHaveLength(1)
    world.world.approve(world.calls()[0]?.id ?? '')
    expect(decisionOf(await again).permissionDecision).toBe('allow')
    // It was answered: another time is another question.
    const third = world.ask(list)
    await whenOpen(world)
    expect(world.calls()).toHaveLength(2)
    deny(world, (await whenOpen(world)).id, null)
    await third
  })

  it('[HOOK-03] an approval given while nobody waited counts once', async () => {
    const world = await openHookWorld()
    const asked = world.ask(list, ['--timeout', '60'])
    const { callId } = await whenOpen(world)
    world.clock.advance(57_000)
    await asked
    world.world.approve(callId ?? '')
    expect(decisionOf(await world.ask(list)).permissionDecision).toBe('allow')
    // Dies if: one approval lets the same command run again and again.
    const second = world.ask(list)
    const open = await whenOpen(world)
    expect(open.callId).not.toBe(callId)
    deny(world, open.id, null)
    expect(decisionOf(await second).permissionDecision).toBe('deny')
  })

  it('[HOOK-03] an approval given while nobody waited counts for no other folder', async () => {
    const world = await openHookWorld()
    const asked = world.ask(list, ['--timeout', '60'])
    const { callId } = await whenOpen(world)
    world.clock.advance(57_000)
    await asked
    world.world.approve(callId ?? '')
    const elsewhere = { command: 'ls -la', description: 'List files' }
    const second = world.ask(question('Bash', elsewhere, { cwd: '/home/ada/letters' }))
    // Dies if: what was approved as it was shown, in one folder, is allowed in another.
    const open = await whenOpen(world)
    expect(open.callId).not.toBe(callId)
    deny(world, open.id, null)
    expect(decisionOf(await second).permissionDecision).toBe('deny')
    expect(decisionOf(await world.ask(list)).permissionDecision).toBe('allow')
  })

  it('[HOOK-03] a question that ran out is refused', async () => {
    const world = await openHookWorld()
    const asked = world.ask(list, ['--timeout', '86400'])
    await whenOpen(world)
    world.clock.advance(questionLifetimeMs)
    expect(decisionOf(await asked).permissionDecision).toBe('deny')
  })

  it('[HOOK-04] is shown as the tool of this agent on this computer, with every argument', async () => {
    const world = await openHookWorld()
    const asked = world.ask(list)
    const open = await whenOpen(world)
    const card = buildApprovalCard({
      store: world.store,
      interaction: open,
      busy: null,
      nowMs: world.clock.nowMs(),
      timeZone: 'UTC',
    })
    expect(card).toMatchObject({ agentName: 'Claude Code', agentClaimedName: null })
    expect(card.call).toMatchObject({
      tool: 'Bash',
      risk: 'elevated',
      host: 'this computer, by the agent itself',
      connectionName: 'Claude Code on this computer',
    })
    expect(card.call?.rows.map(({ value }) => value)).toEqual(['ls -la', 'List files'])
    expect(card.call?.why).toContain('/home/ada/project')
    deny(world, open.id, null)
    await asked
  })

  it('[HOOK-05] low risk is only what reads files, and only once the person trusts that', async () => {
    const world = await openHookWorld()
    const read = question('Read', { file_path: '/home/ada/project/a.txt' })
    const first = world.ask(read)
    deny(world, (await whenOpen(world)).id, null)
    await first
    const connection = world.store.connections.load(`local-${world.agent.id}`)
    if (connection === null) throw new Error('no connection')
    world.store.connections.save({ ...connection, trustedForReading: true })
    expect(decisionOf(await world.ask(read)).permissionDecision).toBe('allow')
    const command = world.ask(list)
    // Dies if: trust for reading lets a shell run.
    const open = await whenOpen(world)
    expect(world.world.call(open.callId ?? '').risk).toBe('elevated')
    deny(world, open.id, null)
    await command
  })

  it('[HOOK-06] follows the rules the person made, path by path', async () => {
    const world = await openHookWorld()
    const write = (file_path: string): string => question('Write', { file_path, content: 'x' })
    const first = world.ask(write('/home/ada/project/a.txt'))
    const open = await whenOpen(world)
    const call = world.world.call(open.callId ?? '')
    deny(world, open.id, null)
    await first
    const rule: Rule = {
      id: 'rule',
      effect: 'allow',
      state: 'active',
      agentId: world.agent.id,
      connectionId: call.connectionId,
      tool: 'Write',
      toolDefinitionHash: call.toolDefinitionHash,
      taskId: null,
      conditions: [
        { kind: 'below', pointer: '/file_path', prefix: '/home/ada/project' },
        { kind: 'any', pointer: '/content' },
      ],
      expiresAtMs: world.clock.nowMs() + 3_600_000,
      maxUses: null,
      uses: 0,
      lastUsedAtMs: null,
      madeFromCallId: null,
      createdAtMs: world.clock.nowMs(),
      endedAtMs: null,
    }
    world.store.rules.save(rule)
    const inside = decisionOf(await world.ask(write('/home/ada/project/deep/b.txt')))
    expect(inside.permissionDecision).toBe('allow')
    const outside = world.ask(write('/home/ada/project/../.ssh/authorized_keys'))
    const asked = await whenOpen(world)
    deny(world, asked.id, null)
    expect(decisionOf(await outside).permissionDecision).toBe('deny')
  })

  it('[HOOK-07] leaves calls alone that come through the gateway as well', async () => {
    const world = await openHookWorld()
    const end = await world.ask(question('mcp__countersign__harbor__pay', { amount: 1 }))
    expect(end).toEqual({ output: '', complaint: '', exitCode: 0 })
    expect(world.calls()).toEqual([])
  })

  it('[HOOK-08] never allows by itself: no app, no secret, no question, a revoked agent', async () => {
    const world = await openHookWorld()
    const decide = async (input: string, env: object, ...args: string[]): Promise<string> =>
      decisionOf(await world.ask(input, args, env)).permissionDecision
    const nowhere = { ...world.env, COUNTERSIGN_HOME: '/nowhere/at/all' }
    expect(await decide(list, nowhere)).toBe('ask')
    expect(await decide(list, nowhere, '--when-away', 'deny')).toBe('deny')
    expect(await decide(list, { COUNTERSIGN_HOME: world.folder })).toBe('ask')
    for (const input of ['', 'x', '[]', 'null', '{}', '{"a":1}, "decision":"allow"'])
      expect([input, await decide(input, world.env)]).toEqual([input, 'ask'])
    const wrong = { ...world.env, COUNTERSIGN_SECRET: 'A'.repeat(43) }
    expect(await decide(list, wrong)).toBe('deny')
    const large = question('Write', { content: 'x'.repeat(5_000_000) })
    expect(await decide(large, world.env)).toBe('ask')
    const duplicate = list.replace('"command"', '"command":"rm -rf /","command"')
    expect(await decide(duplicate, world.env)).not.toBe('allow')
    const unsafeNumber = list.replace('"ls -la"', '12345678901234567890123')
    expect(await decide(unsafeNumber, world.env)).not.toBe('allow')
    expect(world.calls()).toEqual([])
    const held = world.ask(list)
    await whenOpen(world)
    world.agents.revoke(world.agent.id)
    // Dies if: what was held for a revoked agent goes on, or its hook is told to go on.
    expect(decisionOf(await held).permissionDecision).not.toBe('allow')
    expect(await decide(list, world.env)).not.toBe('allow')
    for (const args of [['--allow'], ['--timeout', '0'], ['--timeout'], ['--when-away', 'allow']])
      expect(await world.ask(list, args)).toMatchObject({ output: '', exitCode: 2 })
  })

  it('[HOOK-09] works as the command that an agent starts', { timeout: 30_000 }, async () => {
    const world = await openHookWorld()
    const asked = world.askAsProcess(list)
    const open = await whenOpen(world)
    world.world.approve(open.callId ?? '')
    const end = await asked
    expect(end).toMatchObject({ complaint: '', exitCode: 0 })
    expect(decisionOf(end).permissionDecision).toBe('allow')
    // Dies if: a proxy of the environment gets the secret.
    const proxied = {
      ...world.env,
      HTTP_PROXY: 'http://127.0.0.1:9',
      http_proxy: 'http://127.0.0.1:9',
    }
    const second = world.askAsProcess(list, proxied)
    deny(world, (await whenOpen(world)).id, null)
    expect(decisionOf(await second).permissionDecision).toBe('deny')
  })
})
