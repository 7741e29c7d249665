// A ticket system outside the bank: tickets go their way by its own clock, whatever anybody asks.
import { buildId } from './secret-value.ts'
import type { World } from './world.ts'

/** Where a ticket stands. `queued` means that the office is busy and does not want to be asked often. */
export type TicketStatus = 'new' | 'queued' | 'in_review' | 'approved' | 'rejected'

/** One ticket. Its status follows from its age on the ticket system's own clock. */
export type Ticket = {
  id: string
  title: string
  openedAtMs: number
  /** True once whoever asked was told to ask less often. */
  toldToSlowDown: boolean
}

/** Seconds after which a ticket enters each step. */
export const ticketTimeline = { queued: 20, in_review: 60, ended: 600 } as const

/** What the ticket system's clock shows, Unix ms. */
export function ticketTimeMs(world: World): number {
  return world.now() + world.ticketClockAheadMs
}

/** Opens a ticket. */
export function openTicket(world: World, title: string): Ticket {
  const id = buildId('ticket')
  const ticket: Ticket = { id, title, openedAtMs: ticketTimeMs(world), toldToSlowDown: false }
  world.tickets.set(id, ticket)
  return ticket
}

/** Where a ticket stands now. */
export function statusOf(world: World, ticket: Ticket): TicketStatus {
  const ageSeconds = (ticketTimeMs(world) - ticket.openedAtMs) / 1000
  if (ageSeconds >= ticketTimeline.ended) return world.settings.ticketEnds
  if (ageSeconds >= ticketTimeline.in_review) return 'in_review'
  return ageSeconds >= ticketTimeline.queued ? 'queued' : 'new'
}

/** Words about a ticket, for whoever waits for it. */
export function describeTicket(world: World, ticket: Ticket): string {
  const words = {
    new: 'was opened',
    queued: 'waits in the queue',
    in_review: 'is being worked on',
    approved: 'was approved',
    rejected: 'was rejected',
  }
  return `Your ticket at the records office ${words[statusOf(world, ticket)]}.`
}
