// What the desk and the control API show of a world: no secret in it except the current one-time code.
import {
  describeWait,
  expireDeferral,
  isForDesk,
  isOver,
} from './authorization-server/deferrals.ts'
import { listAnswerers } from './people.ts'
import { statusOf } from './ticket-system.ts'
import { customer } from './world.ts'
import type { Deferral, IntentKind, Vote } from './pending.ts'
import type { World } from './world.ts'

/** A request that waits for somebody, as the desk shows it. */
export type PendingView = {
  id: string
  kind: IntentKind
  approver: string
  /** Who may still decide here, delegates in place of those on leave; empty when nobody at the desk does. */
  answerers: string[]
  needed: number
  votes: Vote[]
  /** What the client is told. */
  words: string
  forDesk: boolean
  askedBy: string
  customer: string
  arguments: Record<string, unknown>
  status: Deferral['status']
  interaction: Deferral['interaction']
  createdAt: number
  expiresAt: number
}

/** Everything a test or the story may look at. */
export function buildState(world: World): Record<string, unknown> {
  const view = (one: Deferral): PendingView => viewOf(world, one)
  const deferrals = [...world.deferrals.values()]
  for (const one of deferrals) expireDeferral(world, one)
  return {
    now: world.now(),
    urls: world.urls,
    settings: world.settings,
    unavailable: world.unavailable,
    pending: deferrals.filter((one) => one.status === 'pending').map(view),
    decided: deferrals.filter((one) => one.status !== 'pending').map(view),
    totp: buildTotp(world),
    passkeys: world.passkeys.map(({ id, createdAt }) => ({ id, createdAt })),
    onLeave: [...world.onLeave],
    tickets: [...world.tickets.values()].map((one) => ({ ...one, status: statusOf(world, one) })),
    effects: world.effects,
    counts: buildCounts(world),
    violations: world.record.violations,
    polls: world.record.polls,
    requests: world.record.requests,
    tokens: world.record.tokens,
    open: deferrals.filter((one) => !isOver(one)).length,
  }
}

/** The current one-time code and how long it is good. */
export function buildTotp(world: World): {
  code: string
  remainingSeconds: number
  secret: string
} {
  const timestamp = world.now()
  return {
    code: world.totp.generate({ timestamp }),
    remainingSeconds: Math.ceil(world.totp.remaining({ timestamp }) / 1000),
    secret: world.totp.secret.base32,
  }
}

/** How often each exact call ran; a number over 1 is a double run unless it was asked for twice. */
function buildCounts(world: World): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { key } of world.effects) counts[key] = (counts[key] ?? 0) + 1
  return counts
}

function viewOf(world: World, deferral: Deferral): PendingView {
  const forDesk = isForDesk(deferral)
  const answerers = forDesk ? listAnswerers(world, deferral) : []
  const { intent } = deferral
  return {
    id: deferral.id,
    kind: intent.kind,
    approver: intent.approver,
    answerers: answerers.map(({ name }) => name),
    needed: intent.needed ?? 1,
    votes: deferral.votes,
    words: describeWait(world, deferral),
    forDesk,
    askedBy: deferral.clientName,
    customer: customer.name,
    arguments: intent.arguments,
    status: deferral.status,
    interaction: deferral.interaction,
    createdAt: deferral.createdAt,
    expiresAt: deferral.expiresAt,
  }
}
