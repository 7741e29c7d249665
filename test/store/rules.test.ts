// Proves the rules in the real database: the last use, what was edited by hand, and the definitions they were made for.
import { DatabaseSync } from '@photostructure/sqlite'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readdirSync } from 'node:fs'
import { createPolicy } from '../../main/interaction/policy.ts'
import { createJourneyWorld, bankTools } from '../agent/journey-world.ts'
import { buildRule, hourMs, transferArguments } from '../interaction/rule-samples.ts'
import { canonicalJson } from '../../main/interaction/digest.ts'
import { openIn, openTestStore, type TestStore } from './open.ts'

const about = { agentId: 'agent', connectionId: 'harbor', tool: 'prepare_transfer' }

/** Writes into the database behind the app's back. */
function editByHand({ folder }: TestStore, sql: string): void {
  const file = readdirSync(folder).find((name) => /\.(db|sqlite3?)$/.test(name)) ?? ''
  const database = new DatabaseSync(path.join(folder, file))
  try {
    database.exec(sql)
  } finally {
    database.close()
  }
}

describe('rules in the store', () => {
  it('[RULE-08] of 1,000 uses by two processes at the same file, a rule for 5 gives 5', async () => {
    const one = await openTestStore()
    one.store.rules.save(buildRule({ maxUses: 5 }))
    const other = openIn(one.folder, one.vault)
    const use = ({ store }: TestStore) => store.transaction(() => store.rules.use('rule', 2_000))
    const taken = await Promise.all(
      Array.from({ length: 1_000 }, async (_, at) => {
        await Promise.resolve()
        return use(at % 2 === 0 ? one : other)
      }),
    )
    // Dies if: the count is read before the transaction that writes it.
    expect(taken.filter(Boolean)).toHaveLength(5)
    expect(one.store.rules.load('rule')).toMatchObject({ uses: 5, lastUsedAtMs: 2_000 })
  })

  it('[RULE-08] nothing is used of a rule that does not stand, is over, or whose time cannot be', async () => {
    const { store } = await openTestStore()
    for (const state of ['paused', 'revoked', 'void', 'ended'] as const) {
      store.rules.save(buildRule({ state }))
      expect(store.rules.use('rule', 2_000)).toBe(false)
    }
    store.rules.save(buildRule())
    expect([999, 1_000 + hourMs].map((at) => store.rules.use('rule', at))).toEqual([false, false])
    expect(store.rules.use('none', 2_000)).toBe(false)
    expect(store.rules.use('rule', 2_000)).toBe(true)
    expect(store.rules.use('rule', 1_999)).toBe(false)
  })

  it('[RULE-08] a use that is rolled back was none', async () => {
    const { store } = await openTestStore()
    store.rules.save(buildRule({ maxUses: 1 }))
    const fail = (): void =>
      store.transaction(() => {
        expect(store.rules.use('rule', 2_000)).toBe(true)
        throw new Error('the call could not be saved')
      })
    expect(fail).toThrow('could not be saved')
    expect(store.rules.load('rule')?.uses).toBe(0)
  })

  const edits: [string, string][] = [
    ['is no JSON', `UPDATE rules SET json = '{'`],
    ['is another thing', `UPDATE rules SET json = '[]'`],
    ['lacks its conditions', `UPDATE rules SET json = json_remove(json, '$.conditions')`],
    [
      'has an unknown condition',
      `UPDATE rules SET json = json_set(json, '$.conditions', json('[{"kind":"all"}]'))`,
    ],
    ['has an unknown effect', `UPDATE rules SET json = json_set(json, '$.effect', 'everything')`],
    ['never ends', `UPDATE rules SET json = json_set(json, '$.expiresAtMs', 1e300)`],
    ['ended before it began', `UPDATE rules SET json = json_set(json, '$.expiresAtMs', -5)`],
    [
      'lasts for a year',
      `UPDATE rules SET json = json_set(json, '$.expiresAtMs', 1000 + 31536000000)`,
    ],
    ['was used less than never', `UPDATE rules SET json = json_set(json, '$.uses', -1000)`],
    ['may be used half a time', `UPDATE rules SET json = json_set(json, '$.maxUses', 0.5)`],
    [
      'has a limit that is none',
      `UPDATE rules SET json = json_set(json, '$.conditions[0].limit', '1e99')`,
    ],
    ['has a number as agent', `UPDATE rules SET json = json_set(json, '$.agentId', 7)`],
  ]
  it.each(edits)(
    '[RULE-16] a row that %s is left out with a line in the log, and allows nothing',
    async (_name, sql) => {
      const opened = await openTestStore()
      opened.store.rules.save(buildRule())
      editByHand(opened, sql)
      // Dies if: the row is taken as it is, or what cannot be read is taken for nothing.
      expect(opened.store.rules.listActive(about)).toBe(null)
      expect(opened.store.rules.list(10)).toEqual([])
      expect(opened.store.rules.listStanding()).toEqual([])
      expect(opened.store.rules.use('rule', 2_000)).toBe(false)
      expect(opened.logged).toContain('A stored row cannot be read and was left out')
      const policy = createPolicy({
        store: opened.store,
        clock: { nowMs: () => 2_000 },
        log: () => undefined,
      })
      const call = createJourneyWorld().receive('prepare_transfer', transferArguments)
      expect(policy({ ...call, risk: 'low' })).toMatchObject({ decision: 'ask' })
    },
  )

  it('[RULE-16] what the columns say counts as little as what the row says, unless both agree', async () => {
    const opened = await openTestStore()
    const [hash = ''] = bankTools.flatMap(({ name, definitionHash }) =>
      name === 'prepare_transfer' ? [definitionHash] : [],
    )
    const rule = buildRule({ toolDefinitionHash: hash })
    const policy = createPolicy({
      store: opened.store,
      clock: { nowMs: () => 2_000 },
      log: () => undefined,
    })
    const world = createJourneyWorld()
    const call = world.receive('prepare_transfer', transferArguments)
    expect(call.argumentsJson).toBe(canonicalJson(transferArguments))
    opened.store.rules.save(rule)
    expect(policy(call).decision).toBe('allow')
    for (const sql of [
      `UPDATE rules SET json = json_set(json, '$.agentId', 'other')`,
      `UPDATE rules SET json = json_set(json, '$.state', 'revoked')`,
      `UPDATE rules SET json = json_set(json, '$.tool', 'pay')`,
      `UPDATE rules SET state = 'revoked'`,
      `UPDATE rules SET agent_id = 'other'`,
    ]) {
      opened.store.rules.save(rule)
      editByHand(opened, sql)
      expect([sql, policy(call).decision]).toEqual([sql, 'ask'])
      editByHand(opened, 'DELETE FROM rules')
    }
  })

  it('[RULE-12] keeps the definition a rule was made for when the tool has another', async () => {
    const { store } = await openTestStore()
    const [tool] = bankTools
    if (tool === undefined) throw new Error('no tool')
    store.rules.saveDefinition(tool)
    store.rules.saveDefinition({ ...tool, description: 'another text under the same hash' })
    expect(store.rules.loadDefinition(tool.definitionHash)).toEqual(tool)
    expect(store.rules.loadDefinition('unknown')).toBe(null)
  })
})
