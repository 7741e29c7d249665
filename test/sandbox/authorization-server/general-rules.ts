// Rules that hold for every request: no address to call back, no repeated opt-in.
import { saveViolation, type World } from '../world.ts'
import type { Exchange } from './context.ts'
import { parseScope } from './scopes.ts'

/** What would let a server call a desktop application, which nobody can. */
const callbackNames = [
  'client_notification_token',
  'deferred_notification_token',
  'deferred_client_notification_endpoint',
  'backchannel_client_notification_endpoint',
]

/** Records whatever a request breaks, wherever it was sent. */
export function noteGeneralRules(world: World, { request, path, body }: Exchange): void {
  const query = new URL(request.url ?? '/', 'http://localhost').searchParams
  const sent = [...query, ...new URLSearchParams(body)]
  const text = `${request.url ?? ''} ${body}`
  const callback = callbackNames.find((name) => text.includes(name))
  if (callback !== undefined) saveViolation(world, 'notification_token', `${callback} at ${path}`)
  const modes = sent.filter(([name]) => name === 'completion_mode').map(([, value]) => value)
  const values = modes.flatMap((value) => value.split(' '))
  if (modes.length > 1 || parseScope(values.join(' ')).length < values.length) {
    saveViolation(world, 'completion_mode_repeated', path)
  }
}
