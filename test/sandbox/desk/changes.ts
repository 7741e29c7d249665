// What a newcomer may change at the desk: who is on leave, what sign-ins wait for, and the ticket system's clock.
import * as z from 'zod'
import { delegates } from '../bank/data.ts'
import type { World } from '../world.ts'

const change = z.union([
  z.object({ away: z.boolean(), name: z.string() }),
  z.object({ codeReview: z.enum(['none', 'new_customer', 'fraud']) }),
  z.object({ refreshReview: z.enum(['none', 'reauthentication']) }),
  z.object({ remedy: z.enum(['scope', 'authorization_details']) }),
  z.object({ ticketSeconds: z.number().positive().max(86_400) }),
])

/** Makes one change. False: it is none that the desk knows. */
export function makeChange(world: World, body: unknown): boolean {
  const parsed = change.safeParse(body)
  if (!parsed.success) return false
  const wanted = parsed.data
  if ('away' in wanted) setAway(world, wanted)
  else if ('ticketSeconds' in wanted) world.ticketClockAheadMs += wanted.ticketSeconds * 1000
  else {
    if ('codeReview' in wanted) world.customerKnown = false
    Object.assign(world.settings, wanted)
  }
  return true
}

function setAway({ onLeave }: World, { name, away }: { name: string; away: boolean }): void {
  if (away && delegates[name] !== undefined) onLeave.add(name)
  else onLeave.delete(name)
}

/** What the page shows beside its requests. */
export function describeChanges({ settings, onLeave }: World): Record<string, unknown> {
  const { codeReview, refreshReview, remedy } = settings
  const people = Object.entries(delegates).map(([name, delegate]) => ({
    name,
    delegate,
    away: onLeave.has(name),
  }))
  return { codeReview, refreshReview, remedy, people }
}
