// Proves that a call of a plan which the person decides on by itself uses up its entry, so that nothing runs once more.
import { describe, expect, it } from 'vitest'
import type { NextStep } from '../../main/agent/model.ts'
import { editArguments } from '../../main/interaction/edit.ts'
import { settle } from '../fakes/virtual-clock.ts'
import { draft, startPlanned, type PlannedWorld } from './plan-world.ts'
import { scriptModel } from './task-world.ts'

/** Its task goes on thinking, so that the plan stands. */
async function startApproved(plan: NextStep['calls']): Promise<PlannedWorld> {
  const made = await startPlanned(plan, [])
  made.model = scriptModel(() => new Promise(() => undefined))
  made.approvePlan()
  return made
}

async function receive(made: PlannedWorld, amount: number): Promise<string> {
  const { argumentsJson: argumentsJsonText, ...call } = draft(amount)
  const owner = { taskId: made.taskId, agentId: 'agent' }
  const { id } = made.world.journey.receive({ ...owner, ...call, argumentsJsonText })
  await settle()
  return id
}

const statesOf = ({ world, taskId }: PlannedWorld): (string | undefined)[] =>
  world.store.plans.listByTask(taskId).flatMap(({ calls }) => calls.map(({ state }) => state))

describe('a call of a plan that is asked about by itself', () => {
  it('[PLN-03] allows no call once more that the person was asked about, nor one that they denied', async () => {
    // Dies if: an entry stays open for a call that the person approved or denied by itself.
    const made = await startApproved([draft(30), draft(30), draft(40), draft(50)])
    // Dies if: a call that was taken back before it was sent uses up a second entry.
    const takenBack = receive(made, 30)
    made.locked = true
    const approved = await takenBack
    expect(made.world.call(approved).state).toBe('asking')
    const denied = await receive(made, 40)
    const locked = await receive(made, 50)
    made.locked = false
    made.world.approve(approved)
    made.world.approve(locked)
    const [question] = made.world.store.interactions.listOpenOfCall(denied)
    made.world.queue.deny({ interactionId: question?.id ?? '', surface: 'app', reason: null })
    await settle()
    expect(statesOf(made)).toEqual(['used', 'planned', 'dropped', 'used'])
    const again = [
      await receive(made, 40),
      await receive(made, 50),
      await receive(made, 30),
      await receive(made, 30),
    ]
    const ends = again.map((id) => made.world.call(id).state)
    expect(ends).toEqual(['asking', 'asking', 'done', 'asking'])
    expect(made.world.sent).toHaveLength(3)
  })

  it('[PLN-03] ends its entry when the person changes it: what was planned does not run beside it', async () => {
    // Dies if: an edit of the call leaves the entry it had open.
    const made = await startApproved([draft(30), draft(40)])
    made.locked = true
    const edited = await receive(made, 30)
    const [question] = made.world.store.interactions.listOpenOfCall(edited)
    if (question === undefined) throw new Error('nothing is asked')
    const { id: interactionId, digest } = question
    const { argumentsJson } = draft(35)
    await editArguments(made.editParts(), { interactionId, digest, argumentsJson })
    expect(statesOf(made)).toEqual(['dropped', 'planned'])
    made.locked = false
    const again = await receive(made, 30)
    const other = await receive(made, 40)
    made.world.approve(edited)
    await settle()
    const ends = [edited, again, other].map((id) => made.world.call(id).state)
    expect(ends).toEqual(['done', 'asking', 'done'])
    expect(statesOf(made)).toEqual(['dropped', 'used'])
  })
})
