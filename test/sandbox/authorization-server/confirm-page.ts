// The page behind interaction_uri: the customer confirms; opening it alone changes nothing.
import { escapeHtml, sendPage } from '../http.ts'
import { describeTicket } from '../ticket-system.ts'
import type { Deferral } from '../pending.ts'
import type { World } from '../world.ts'
import type { Exchange, ServerParts } from './context.ts'
import { confirmDeferral, findPending } from './deferrals.ts'
import { buildPage } from './pages.ts'

/** Serves `GET` and `POST /confirm/:id`. */
export function serveConfirm({ world }: ServerParts, exchange: Exchange): void {
  const deferral = findPending(world, exchange.path.split('/').at(-1) ?? '')
  const { response, request } = exchange
  if (!deferral) {
    return sendPage(response, buildPage('Harbor Bank', '<p>This request is over.</p>'), 404)
  }
  const token = exchange.form['otp'] ?? ''
  if (request.method === 'POST' && isProved(world, deferral, token)) confirmDeferral(deferral)
  const inner =
    deferral.interaction === 'done'
      ? `<p>Thank you. ${escapeHtml(thanks(deferral))}</p>`
      : `${questionOf(deferral)}<button name="answer" value="confirm">Confirm</button></form>`
  sendPage(response, buildPage('Harbor Bank', inner))
}

/** Serves `GET /ticket/:id`: where a ticket of the records office stands. */
export function serveTicket({ world }: ServerParts, { path, response }: Exchange): void {
  const ticket = world.tickets.get(path.split('/').at(-1) ?? '')
  const words = ticket ? describeTicket(world, ticket) : 'There is no such ticket.'
  const inner = `<p>${escapeHtml(ticket?.title ?? '')}</p><p>${escapeHtml(words)}</p>`
  sendPage(response, buildPage('Records office', inner), ticket ? 200 : 404)
}

/** Signing in again takes a one-time code; everything else only a press. */
function isProved(world: World, { intent }: Deferral, token: string): boolean {
  if (intent.kind !== 'reauthentication') return true
  return world.totp.validate({ token, window: 1, timestamp: world.now() }) !== null
}

function thanks({ intent }: Deferral): string {
  if (intent.kind === 'reauthentication') return 'You are signed in again.'
  return `It now waits for ${intent.approver}.`
}

function questionOf({ intent }: Deferral): string {
  if (intent.kind === 'reauthentication') {
    return `<p>Please sign in again, so that the application may go on.</p><form method="post">
<label>One-time code <input name="otp" inputmode="numeric" autocomplete="one-time-code"></label>`
  }
  if (intent.kind === 'new_customer') {
    return `<p>Welcome. Please show us your identity card; somebody will look at it.</p>
<form method="post">`
  }
  const what = escapeHtml(JSON.stringify(intent.arguments, null, 2))
  return `<p>Do you want this?</p><pre>${what}</pre><form method="post">`
}
