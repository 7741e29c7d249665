// Proves plans under random calls, drops and ends: never a call that was not planned, never twice, never after the end.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dropEntry } from '../../main/agent/plan-edit.ts'
import type { NextStep } from '../../main/agent/model.ts'
import { settle } from '../fakes/virtual-clock.ts'
import { bankCall, createTaskWorld, scriptModel, type TaskWorld } from './task-world.ts'

type Act =
  | { kind: 'call'; amount: number; high: boolean }
  | { kind: 'end' | 'cancel' | 'restart' | 'lock' | 'unlock' }

const amount = fc.integer({ min: 1, max: 5 })
const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant('call' as const),
        amount,
        high: fc.nat(4).map((n) => n === 0),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constantFrom(...(['end', 'cancel', 'restart', 'lock', 'unlock'] as const)),
      }),
    },
  ),
  { maxLength: 14 },
)
const planned = fc.array(
  fc.record({
    amount,
    high: fc.nat(4).map((n) => n === 0),
    dropped: fc.nat(3).map((n) => n === 0),
  }),
  { minLength: 1, maxLength: 8 },
)

const toCall = (call: { amount: number; high: boolean }): NextStep['calls'][number] =>
  bankCall(call.high ? 'pay' : 'prepare_transfer', {
    amount: call.amount,
    currency: 'EUR',
    recipient: 'A',
  })

function receive(made: TaskWorld, taskId: string, call: { amount: number; high: boolean }): string {
  const { connectionId, tool, argumentsJson, why } = toCall(call)
  const request = { taskId, agentId: 'agent', connectionId, tool, why }
  return made.world.journey.receive({ ...request, argumentsJsonText: argumentsJson }).id
}

async function act(
  made: TaskWorld,
  { taskId, planId }: { taskId: string; planId: string },
  each: Act,
) {
  if (each.kind === 'call') receive(made, taskId, each)
  if (each.kind === 'end') made.desk.end(planId)
  if (each.kind === 'cancel') made.tasks.cancel(taskId)
  if (each.kind === 'restart') made.restart()
  if (each.kind === 'lock') made.locked = true
  if (each.kind === 'unlock') made.locked = false
  await settle()
}

describe('any plan under any calls', () => {
  it(
    '[PLN-01] [PLN-02] [PLN-03] runs no more than what was approved',
    { timeout: 120_000 },
    async () => {
      // prove: 2000
      // Dies if: an entry may be used twice, a dropped one at all, or any after the end.
      await fc.assert(
        fc.asyncProperty(planned, acts, async (entries, list) => {
          const made = createTaskWorld()
          made.model = scriptModel(({ conversation }) =>
            conversation.some((entry) => entry.kind === 'plan')
              ? new Promise(() => undefined)
              : { text: null, calls: [], plan: entries.map(toCall), done: false },
          )
          const { id: taskId } = made.tasks.start({ agentId: 'agent', text: 'Go' })
          await settle()
          entries.forEach(({ dropped }, position) => {
            const { id: interactionId, digest } = made.planQuestion()
            if (dropped) dropEntry(made.editParts(), { interactionId, digest, position, dropped })
          })
          const kept = entries.filter(({ dropped, high }) => !dropped && !high)
          if (entries.every(({ dropped }) => dropped)) return
          const planId = made.approvePlan().id
          await settle()
          let sentAtEnd: number | null = null
          for (const each of list) {
            await act(made, { taskId, planId }, each)
            if (each.kind === 'end' || each.kind === 'cancel') sentAtEnd ??= made.world.sent.length
          }
          await settle()
          const left = kept.map(
            (call) => JSON.parse(toCall(call).argumentsJson) as { amount: number },
          )
          for (const { argumentsJson, callId } of made.world.sent) {
            const { amount: sent } = JSON.parse(argumentsJson) as { amount: number }
            const at = left.findIndex((call) => call.amount === sent)
            expect(at, `sent ${argumentsJson}`).toBeGreaterThanOrEqual(0)
            left.splice(at, 1)
            expect(made.world.call(callId)).toMatchObject({
              decidedBy: 'plan',
              planId,
              tool: 'prepare_transfer',
            })
          }
          if (sentAtEnd !== null) expect(made.world.sent).toHaveLength(sentAtEnd)
          const used = made.world.store.plans
            .load(planId)
            ?.calls.filter(({ state }) => state === 'used')
          expect(new Set(used?.map(({ callId }) => callId)).size).toBe(used?.length)
        }),
        { numRuns: 60 },
      )
    },
  )
})
