// Proves who an agent of others is, what it may use, and that what is taken from it ends at once.
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allowsTool, findAdded, narrowAccess, widenAccess } from '../../main/agent/agent-access.ts'
import { secretShownMs } from '../../main/agent/shown-secret.ts'
import { isCountersignError } from '../../shared/errors.ts'
import type { Agent, AgentAccess, AgentClient } from '../../shared/model/agent.ts'
import type { Rule } from '../../shared/model/rule.ts'
import { settle } from '../fakes/virtual-clock.ts'
import { createAgentsWorld, type AgentsWorld } from './agents-world.ts'

const whole: AgentAccess = { connectionId: 'harbor', tools: null }
const client: AgentClient = { name: 'claude-code', version: '2', protocol: null, transport: 'http' }

function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    return isCountersignError(error) ? error.code : String(error)
  }
  return 'none'
}

function addWithAccess(world: AgentsWorld, access: readonly AgentAccess[] = [whole]): Agent {
  const agent = world.agents.add('Claude Code')
  world.agents.allow(agent.id, access)
  return world.load(agent.id)
}

const receiveAs = ({ journey }: AgentsWorld, agentId: string, tool = 'prepare_transfer') =>
  journey.receive({
    taskId: 'task',
    agentId,
    connectionId: 'harbor',
    tool,
    argumentsJsonText: '{"amount":40,"currency":"EUR","recipient":"Ada"}',
    why: '',
  })

describe('the secret of an agent', () => {
  it('[AGN-01] has 256 bits, is another one each time, and is kept only as a hash', () => {
    const world = createAgentsWorld()
    const { id } = world.agents.add('Claude Code')
    const secrets = Array.from({ length: 50 }, () => world.agents.makeSecret(id).reveal())
    expect(new Set(secrets).size).toBe(50)
    for (const secret of secrets) expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
    const last = secrets.at(-1) ?? ''
    // Dies if: the secret itself is kept with the agent, or put on record.
    const kept = JSON.stringify([
      world.store.tasks.listAgents(),
      world.store.activity.list({ beforeSequence: null, limit: 1_000 }),
    ])
    expect(kept).not.toContain(last)
    expect(world.load(id).secretHash).toBe(createHash('sha256').update(last).digest('hex'))
  })

  it('[AGN-02] lets in its own agent alone, and no other text', () => {
    const world = createAgentsWorld()
    const one = world.agents.add('Claude Code')
    const other = world.agents.add('Cursor')
    const secret = world.agents.makeSecret(one.id).reveal()
    const otherSecret = world.agents.makeSecret(other.id).reveal()
    expect(world.agents.findBySecret(secret)?.id).toBe(one.id)
    expect(world.agents.findBySecret(otherSecret)?.id).toBe(other.id)
    // Dies if: a hash counts as its secret, or only a part of it is compared.
    const hash = world.load(one.id).secretHash ?? ''
    const wrong = ['', ' ', hash, secret.slice(1), `${secret}A`, secret.toLowerCase(), 'null', 'é']
    for (const each of wrong) expect(world.agents.findBySecret(each)).toBeNull()
    fc.assert(
      fc.property(fc.string(), (each) => world.agents.findBySecret(each) === null),
      { numRuns: 200 },
    )
  })

  it('[AGN-02] ends with the next one, and with the agent', () => {
    const world = createAgentsWorld()
    const { id } = world.agents.add('Claude Code')
    const first = world.agents.makeSecret(id).reveal()
    const second = world.agents.makeSecret(id).reveal()
    // Dies if: what is remembered of the hashes outlives the row.
    expect(world.agents.findBySecret(first)).toBeNull()
    expect(world.agents.findBySecret(second)?.id).toBe(id)
    world.agents.revoke(id)
    expect(world.agents.findBySecret(second)).toBeNull()
    expect(codeOf(() => world.agents.makeSecret(id))).toBe('agent/gone')
  })

  it('[AGN-02] one whose making was not saved never counts', () => {
    const world = createAgentsWorld()
    const { id } = world.agents.add('Claude Code')
    const good = world.agents.makeSecret(id).reveal()
    let lost = ''
    expect(
      codeOf(() =>
        world.store.transaction(() => {
          lost = world.agents.makeSecret(id).reveal()
          expect(world.agents.findBySecret(lost)?.id).toBe(id)
          throw new Error('the disk is full')
        }),
      ),
    ).toContain('disk')
    expect(world.agents.findBySecret(lost)).toBeNull()
    expect(codeOf(() => world.agents.makeSecret('nobody'))).toBe('agent/gone')
    // The one from before stands in the row again.
    expect(world.load(id).secretHash).toBe(createHash('sha256').update(good).digest('hex'))
  })

  it('[AGN-03] is made by an approval only, shown by that approval only, and gone when it was left', async () => {
    const world = createAgentsWorld()
    const { id } = world.agents.add('Claude Code')
    const asked = world.ask({ what: 'agent_secret', agentId: id })
    await settle()
    // Dies if: asking makes the secret, or what is shown before the approval holds it.
    expect(world.load(id).secretHash).toBeNull()
    expect(world.shownSecret.find(asked.id)).toBeNull()
    world.approve(asked)
    const shown = world.shownSecret.find(asked.id)
    expect(shown?.agentId).toBe(id)
    expect(world.agents.findBySecret(shown?.secret.reveal() ?? '')?.id).toBe(id)
    expect(world.shownSecret.find('another')).toBeNull()
    world.shownSecret.forget(asked.id)
    expect(world.shownSecret.find(asked.id)).toBeNull()
    expect(world.kinds()).toEqual(['agent_added', 'agent_changed', 'widened'])
  })

  it('[AGN-03] is taken off the page after ten minutes', () => {
    const world = createAgentsWorld()
    const { id } = world.agents.add('Claude Code')
    const gone: string[] = []
    world.shownSecret.onForgotten((interactionId) => gone.push(interactionId))
    const asked = world.ask({ what: 'agent_secret', agentId: id })
    world.approve(asked)
    world.clock.advance(secretShownMs - 1)
    expect(world.shownSecret.find(asked.id)).not.toBeNull()
    world.clock.advance(1)
    expect(world.shownSecret.find(asked.id)).toBeNull()
    expect(gone).toEqual([asked.id])
  })

  it('[AGN-03] is not made by a denial, a notification or an approval of what was not shown', () => {
    const world = createAgentsWorld()
    const { id } = world.agents.add('Claude Code')
    const asked = world.ask({ what: 'agent_secret', agentId: id })
    const answer = { interactionId: asked.id, digest: asked.digest, confirmation: null }
    for (const surface of ['notification', 'app', 'tray'] as const) {
      expect(codeOf(() => world.queue.approve({ ...answer, surface }))).toMatch(/^interaction\//)
    }
    world.queue.deny({ interactionId: asked.id, surface: 'app', reason: null })
    expect(world.load(id).secretHash).toBeNull()
  })
})

describe('what an agent may use', () => {
  it('[AGN-04] is nothing at first, then what was approved, and less at once', () => {
    const world = createAgentsWorld()
    const { id } = world.agents.add('Claude Code')
    const may = (tool: string): boolean => world.agents.mayUse(id)({ connectionId: 'harbor', tool })
    expect(may('pay')).toBe(false)
    const access = [{ connectionId: 'harbor', tools: ['pay', 'list_accounts'] }]
    world.approve(world.ask({ what: 'agent_access', agentId: id, access }))
    expect([may('pay'), may('list_accounts'), may('add_payee')]).toEqual([true, true, false])
    // Dies if: limiting gives what was not there.
    world.agents.limit(id, [{ connectionId: 'harbor', tools: ['list_accounts', 'add_payee'] }])
    expect([may('pay'), may('list_accounts'), may('add_payee')]).toEqual([false, true, false])
    expect(world.kinds()).toEqual(['agent_added', 'widened', 'narrowed'])
  })

  it('[AGN-05] [AGN-04] holds on every call, whoever offered the tool', () => {
    const world = createAgentsWorld()
    const agent = addWithAccess(world, [{ connectionId: 'harbor', tools: ['pay'] }])
    const other = world.agents.add('Cursor')
    // Dies if: only what is listed is narrowed, and the call itself goes through.
    expect(codeOf(() => receiveAs(world, agent.id))).toBe('agent/unknown_tool')
    expect(codeOf(() => receiveAs(world, other.id, 'pay'))).toBe('agent/unknown_tool')
    expect(receiveAs(world, agent.id, 'pay').state).toBe('asking')
    expect(world.store.calls.listAlive()).toHaveLength(1)
  })

  it('[AGN-06] taken away cancels what waits for it and ends what rules allowed', async () => {
    const world = createAgentsWorld()
    const agent = addWithAccess(world)
    const held = receiveAs(world, agent.id)
    const kept = receiveAs(world, agent.id, 'pay')
    world.store.rules.save(ruleFor(agent.id, 'prepare_transfer', 'allow'))
    world.store.rules.save({ ...ruleFor(agent.id, 'prepare_transfer', 'deny'), id: 'deny' })
    world.agents.limit(agent.id, [{ connectionId: 'harbor', tools: ['pay'] }])
    await settle()
    expect(world.world.call(held.id).state).toBe('cancelled')
    expect(world.world.call(kept.id).state).toBe('asking')
    // Dies if: given back, the tool runs unasked again by what was allowed before.
    expect(world.store.rules.load('allow')?.state).toBe('revoked')
    expect(world.store.rules.load('deny')?.state).toBe('active')
  })

  const access = fc.array(
    fc.record({
      connectionId: fc.constantFrom('a', 'b', 'c'),
      tools: fc.option(fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 })),
    }),
    { maxLength: 4 },
  )
  const uses = ['a', 'b', 'c'].flatMap((connectionId) =>
    ['x', 'y', 'z', 'later'].map((tool) => ({ connectionId, tool })),
  )
  const agentOf = (given: readonly AgentAccess[]): Agent => ({
    id: 'agent',
    name: 'agent',
    kind: 'gateway',
    access: widenAccess([], given),
  })

  it('[AGN-04] narrowing never gives, widening gives exactly what was named', () => {
    fc.assert(
      fc.property(access, access, (has, wanted) => {
        const before = agentOf(has)
        const asked = agentOf(wanted)
        const narrowed = agentOf(narrowAccess(before.access ?? [], wanted))
        const added = findAdded(before.access ?? [], wanted)
        const widened = agentOf(widenAccess(before.access ?? [], added))
        for (const use of uses) {
          const both = allowsTool(before, use) && allowsTool(asked, use)
          const either = allowsTool(before, use) || allowsTool(asked, use)
          expect(allowsTool(narrowed, use)).toBe(both)
          expect(allowsTool(widened, use)).toBe(either)
        }
      }),
    )
  })

  it('[AGN-05] the own tools of an agent are its own alone', () => {
    const agent = agentOf([{ connectionId: 'local-other', tools: null }])
    expect(allowsTool(agent, { connectionId: 'local-agent', tool: 'Bash' })).toBe(true)
    expect(allowsTool(agent, { connectionId: 'local-other', tool: 'Bash' })).toBe(false)
    const builtIn: Agent = { id: 'bookkeeper', name: 'Bookkeeper', kind: 'built-in' }
    // Dies if: the agent that has everything reaches what others run by themselves.
    expect(allowsTool(builtIn, { connectionId: 'local-agent', tool: 'Bash' })).toBe(false)
    expect(allowsTool(builtIn, { connectionId: 'harbor', tool: 'pay' })).toBe(true)
    expect(
      allowsTool({ ...agent, revokedAtMs: 1 }, { connectionId: 'local-agent', tool: 'x' }),
    ).toBe(false)
  })
})

const ruleFor = (agentId: string, tool: string, effect: Rule['effect']): Rule => ({
  id: effect,
  effect,
  state: 'active',
  agentId,
  connectionId: 'harbor',
  tool,
  toolDefinitionHash: 'hash',
  taskId: null,
  conditions: [],
  expiresAtMs: 3_600_000,
  maxUses: null,
  uses: 0,
  lastUsedAtMs: null,
  madeFromCallId: null,
  createdAtMs: 0,
  endedAtMs: null,
})

describe('an agent that is stopped', () => {
  it('[AGN-07] revoked ends at once and for good: calls, questions, rules, tasks and access', async () => {
    const world = createAgentsWorld()
    const agent = addWithAccess(world)
    const other = world.agents.add('Cursor')
    world.agents.allow(other.id, [whole])
    world.store.tasks.save({
      id: 'task',
      agentId: agent.id,
      kind: 'gateway',
      text: '',
      state: 'running',
      createdAtMs: 0,
      endedAtMs: null,
    })
    const held = receiveAs(world, agent.id)
    const kept = receiveAs(world, other.id)
    world.store.rules.save(ruleFor(agent.id, 'pay', 'allow'))
    world.store.rules.save({ ...ruleFor(other.id, 'pay', 'allow'), id: 'other' })
    const asked = world.ask({ what: 'agent_secret', agentId: agent.id })
    let heard = 0
    world.agents.onCallersChanged(() => (heard += 1))
    world.agents.revoke(agent.id)
    await settle()
    expect(world.world.call(held.id).state).toBe('cancelled')
    expect(world.world.call(kept.id).state).toBe('asking')
    expect(world.store.rules.load('allow')?.state).toBe('revoked')
    expect(world.store.rules.load('other')?.state).toBe('active')
    expect(world.store.tasks.load('task')?.state).toBe('cancelled')
    // Dies if: what was asked for it can still be approved.
    expect(world.store.interactions.load(asked.id)?.state).toBe('withdrawn')
    expect(heard).toBe(1)
    expect(world.load(agent.id)).toMatchObject({ access: [], secretHash: null })
    expect(codeOf(() => receiveAs(world, agent.id))).toBe('agent/unknown_tool')
    for (const again of [
      () => world.agents.pause(agent.id),
      () => world.agents.allow(agent.id, [whole]),
      () => world.agents.rename(agent.id, 'Other'),
    ])
      expect(codeOf(again)).toBe('agent/gone')
  })

  it('[AGN-08] paused is held at once; only an approval lets it go on', async () => {
    const world = createAgentsWorld()
    const agent = addWithAccess(world)
    world.agents.pause(agent.id)
    world.agents.pause(agent.id)
    const call = receiveAs(world, agent.id)
    await settle()
    // Dies if: the pause of one agent holds nothing.
    expect(world.world.call(call.id).state).toBe('received')
    expect(world.queue.listOpen()).toEqual([])
    const asked = world.ask({ what: 'agent_resume', agentId: agent.id })
    world.approve(asked)
    await settle()
    expect(world.load(agent.id).paused).toBe(false)
    expect(world.world.call(call.id).state).toBe('asking')
    expect(world.kinds().filter((kind) => kind.startsWith('agent_'))).toEqual([
      'agent_added',
      'agent_paused',
      'agent_resumed',
    ])
  })
})

describe('the name of an agent', () => {
  it('[AGN-09] is of this agent alone, and can be seen', () => {
    const world = createAgentsWorld()
    const { id } = world.agents.add('  Claude   Code ')
    expect(world.load(id).name).toBe('Claude Code')
    const bad = ['', '   ', 'claude code', 'a'.repeat(61), 'Claude\u202eedoC', 'a\u0000b', '\u200b']
    for (const name of bad)
      expect([name, codeOf(() => world.agents.add(name))]).toEqual([name, 'ipc/bad_input'])
    world.agents.rename(id, 'claude code')
    expect(world.load(id).name).toBe('claude code')
    // One that was revoked keeps nobody from its name.
    world.agents.revoke(id)
    expect(codeOf(() => world.agents.add('Claude Code'))).toBe('none')
  })

  it('[AGN-10] what it says of itself is kept at most once a minute, cut, and never in place of its name', () => {
    const world = createAgentsWorld()
    const { id } = world.agents.add('Claude Code')
    const writes = (): number => {
      const before = world.load(id).lastSeenAtMs
      world.agents.noteSeen(id, client)
      return world.load(id).lastSeenAtMs === before ? 0 : 1
    }
    world.clock.advance(1)
    expect([writes(), writes()]).toEqual([1, 0])
    world.clock.advance(59_999)
    expect(writes()).toBe(0)
    world.clock.advance(1)
    expect(writes()).toBe(1)
    // Dies if: two clients that take turns are written with every call, or made-up names without end.
    let saved = 0
    const { tasks } = world.store
    const save = tasks.saveAgent.bind(tasks)
    tasks.saveAgent = (agent) => {
      saved += 1
      save(agent)
    }
    for (let turn = 0; turn < 50; turn += 1) {
      for (const name of ['one', 'two']) world.agents.noteSeen(id, { ...client, name })
    }
    expect(saved).toBe(2)
    for (let at = 0; at < 500; at += 1) world.agents.noteSeen(id, { ...client, name: `n${at}` })
    expect(saved).toBe(9)
    world.clock.advance(60_000)
    world.agents.noteSeen(id, { ...client, name: 'x'.repeat(100_000) })
    expect(world.load(id).lastClient?.name).toHaveLength(200)
    expect(world.load(id).name).toBe('Claude Code')
    world.agents.revoke(id)
    world.agents.noteSeen(id, client)
    expect(world.load(id).lastClient?.name).toHaveLength(200)
  })
})
