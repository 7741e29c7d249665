// The page behind interaction_uri: the customer confirms; opening it alone changes nothing.
import { escapeHtml, sendPage } from '../http.ts'
import type { Exchange, ServerParts } from './context.ts'
import { findPending } from './deferrals.ts'
import { buildPage } from './pages.ts'

/** Serves `GET` and `POST /confirm/:id`. */
export function serveConfirm({ world }: ServerParts, exchange: Exchange): void {
  const deferral = findPending(world, exchange.path.split('/').at(-1) ?? '')
  const { response, request } = exchange
  if (!deferral) {
    return sendPage(response, buildPage('Harbor Bank', '<p>This request is over.</p>'), 404)
  }
  if (request.method === 'POST') deferral.interaction = 'done'
  const what = escapeHtml(JSON.stringify(deferral.intent.arguments, null, 2))
  const inner =
    deferral.interaction === 'done'
      ? `<p>Thank you. It now waits for ${escapeHtml(deferral.intent.approver)}.</p>`
      : `<p>Do you want this?</p><pre>${what}</pre>
<form method="post"><button name="answer" value="confirm">Confirm</button></form>`
  sendPage(response, buildPage('Harbor Bank', inner))
}
