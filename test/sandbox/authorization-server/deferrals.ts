// Deferrals (DTR -01) on the server's side: opening, decisions, expiry, cancelling.
import { describeProgress, listAnswerers } from '../people.ts'
import { saveSecret } from '../record.ts'
import { buildId, buildSecretValue } from '../secret-value.ts'
import { describeTicket, openTicket, statusOf } from '../ticket-system.ts'
import type { Deferral } from '../pending.ts'
import type { World } from '../world.ts'

type NewDeferral = Pick<
  Deferral,
  'intent' | 'clientId' | 'clientName' | 'jkt' | 'accountId' | 'scope' | 'resource' | 'claims'
> &
  Partial<Pick<Deferral, 'code' | 'release' | 'grantId' | 'foreign' | 'codeChallenge'>> &
  Partial<Pick<Deferral, 'onDecided' | 'passedOn' | 'resend'>>

/** Opens a deferral; its code is a secret, its id is for the desk. */
export function openDeferral(world: World, wanted: NewDeferral): Deferral {
  const now = world.now()
  const { intent } = wanted
  const ticket = intent.byTicket ? openTicket(world, titleOf(wanted)) : null
  const deferral: Deferral = {
    code: buildSecretValue('dc'),
    ...wanted,
    id: buildId('request'),
    intervalMs: world.settings.intervalSeconds * 1000,
    createdAt: now,
    expiresAt: now + world.settings.expiresInSeconds * 1000,
    status: 'pending',
    interaction: intent.needsInteraction ? 'needed' : 'none',
    lastEndedMs: world.monotonicMs(),
    inFlight: 0,
    told: false,
    votes: [],
    ...(ticket === null ? {} : { ticketId: ticket.id }),
  }
  // A client whose answer was lost asks again; nobody should see the same payment twice.
  for (const one of world.deferrals.values()) {
    const again = one.intent.id === intent.id || isSameRefresh(one, wanted)
    if (again) cancelDeferral(one)
  }
  world.deferrals.set(deferral.code, deferral)
  saveSecret(world.record, 'deferral_code', deferral.code)
  return deferral
}

function isSameRefresh(one: Deferral, { intent, grantId }: NewDeferral): boolean {
  const refresh = intent.kind === 'reauthentication' && one.intent.kind === intent.kind
  return refresh && one.grantId === grantId
}

function titleOf({ intent, clientName }: NewDeferral): string {
  return `${clientName} asks for ${String(intent.arguments['document'])}`
}

/** True when no token can come any more from this deferral. */
export function isOver(deferral: Deferral): boolean {
  return !['pending', 'approved'].includes(deferral.status)
}

/** Ends a deferral that was waiting too long. A decision made in time still counts later. */
export function expireDeferral(world: World, deferral: Deferral): void {
  followTicket(world, deferral)
  if (deferral.status === 'pending' && world.now() >= deferral.expiresAt) {
    deferral.status = 'expired'
  }
}

/** Takes over what the ticket system has decided meanwhile. */
function followTicket(world: World, deferral: Deferral): void {
  const ticket = world.tickets.get(deferral.ticketId ?? '')
  if (!ticket || deferral.status !== 'pending') return
  const status = statusOf(world, ticket)
  if (status === 'approved') deferral.status = 'approved'
  if (status === 'rejected') deferral.status = 'denied'
}

/** Finds a waiting deferral by its id, or the oldest one when no id is given. */
export function findPending(world: World, id?: string): Deferral | undefined {
  const all = [...world.deferrals.values()]
  for (const deferral of all) expireDeferral(world, deferral)
  return all.find((one) => one.status === 'pending' && (id === undefined || one.id === id))
}

/** True when somebody at the desk decides this, rather than the customer or the ticket system. */
export function isForDesk({ intent, ticketId }: Deferral): boolean {
  const byCustomer = intent.kind === 'device' || intent.kind === 'reauthentication'
  return ticketId === undefined && !byCustomer
}

/**
 * Decides a waiting deferral as one of those who may, the next one when `by` is absent. One denial denies; enough
 * approvals approve. False: there is none such, nobody of that name may, or the customer has to confirm it first.
 */
export function decideDeferral(
  world: World,
  id: string | undefined,
  approve: boolean,
  by?: string,
): boolean {
  const deferral = findForDesk(world, id)
  if (!deferral || (approve && deferral.interaction === 'needed')) return false
  const [answerer] = listAnswerers(world, deferral).filter(({ name }) => (by ?? name) === name)
  if (!answerer) return false
  deferral.votes.push({ by: answerer.name, seat: answerer.seat, approve })
  const agreed = deferral.votes.length
  if (!approve) settleDeferral(deferral, false)
  else if (agreed >= (deferral.intent.needed ?? 1)) settleDeferral(deferral, true)
  return true
}

function findForDesk(world: World, id: string | undefined): Deferral | undefined {
  if (id !== undefined) {
    const found = findPending(world, id)
    return found && isForDesk(found) ? found : undefined
  }
  findPending(world)
  return [...world.deferrals.values()].find((one) => one.status === 'pending' && isForDesk(one))
}

/** Makes a decision final. */
export function settleDeferral(deferral: Deferral, approved: boolean): void {
  deferral.status = approved ? 'approved' : 'denied'
  // The decision is made, whether or not another system takes notice of it.
  void deferral.onDecided?.(approved).catch((error: unknown) => console.error(error))
}

/** What the customer does where `interaction_uri` leads; signing in again decides at once. */
export function confirmDeferral(deferral: Deferral): void {
  deferral.interaction = 'done'
  if (deferral.intent.kind === 'reauthentication') settleDeferral(deferral, true)
}

/** Cancels a deferral by revocation; what was decided but not fetched is suppressed. */
export function cancelDeferral(deferral: Deferral): void {
  if (!isOver(deferral)) deferral.status = 'cancelled'
}

/** What a client that waits is told. */
export function describeWait(world: World, deferral: Deferral): string {
  const ticket = world.tickets.get(deferral.ticketId ?? '')
  return ticket ? describeTicket(world, ticket) : describeProgress(deferral)
}

/** Where the customer may look or has to act; null when there is nothing to see. */
export function interactionUriOf(world: World, deferral: Deferral): string | null {
  if (deferral.ticketId !== undefined) return `${world.urls.issuer}/ticket/${deferral.ticketId}`
  return deferral.interaction === 'needed' ? `${world.urls.issuer}/confirm/${deferral.id}` : null
}
