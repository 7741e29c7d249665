// Who decides what at the bank: approvers, owners, boards, and the delegates of those on leave.
import { delegates } from './bank/data.ts'
import type { Deferral } from './pending.ts'
import type { World } from './world.ts'

/** Somebody who may still decide a request, and whose seat they fill: another's when they are a delegate. */
export type Answerer = { name: string; seat: string }

/** Everybody who may still decide a request, delegates in place of those on leave. Nobody decides twice. */
export function listAnswerers(world: World, { intent, votes }: Deferral): Answerer[] {
  const spoken = new Set(votes.flatMap(({ by, seat }) => [by, seat]))
  return (intent.approvers ?? [intent.approver])
    .map((seat) => ({ seat, name: answererOf(world, seat) }))
    .filter(({ name, seat }) => !spoken.has(name) && !spoken.has(seat))
}

/** Somebody on leave is answered for by their delegate; without one they answer themselves. */
function answererOf(world: World, name: string): string {
  return world.onLeave.has(name) ? (delegates[name] ?? name) : name
}

/** What a client is told about who is waited for: never who in person decides. */
export function describeProgress({ intent, votes }: Deferral): string {
  const needed = intent.needed ?? 1
  if (needed === 1) return `Waiting for ${intent.approver}.`
  const agreed = votes.filter(({ approve }) => approve).length
  return `Waiting for ${intent.approver}: ${agreed} of ${needed} have agreed.`
}
