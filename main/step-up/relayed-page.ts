// Asks for consent to open a server's page in the system browser, and later whether it is done there (URL mode).
import { text } from '../../shared/catalogue/text.ts'
import type { ElicitationView } from '../../shared/model/elicitation.ts'
import { parseElicitationUrl } from './elicitation-url.ts'
import { refuse, type Relay, type RelayedEnd } from './relay-state.ts'

/** How long a page may take: the question after it stays open, milliseconds. */
const pageMs = 30 * 60_000
const consentMs = 5 * 60_000
const maxMessage = 4_000
const mostTries = 3

type Page = Pick<ElicitationView, 'kind' | 'message' | 'url'>

/** Nothing is fetched or opened before the person's press; `accept` says that it was opened, never that it is done. */
export async function askPage(
  relay: Relay,
  params: Readonly<Record<string, unknown>>,
): Promise<RelayedEnd> {
  const { host, connection } = relay
  const url = parseElicitationUrl(params['url'], connection.issuer)
  const { message } = params
  const isReadable = typeof message === 'string' && message.length <= maxMessage
  if (url === null || !isReadable) return refuse(relay, text('relay.bad-page', { host }))
  relay.secrets.push(url.address, String(params['url']))
  let problem: string | null = null
  for (let tried = 0; tried < mostTries; tried += 1) {
    const answer = await ask(relay, { kind: 'url', message, url }, { problem, forMs: consentMs })
    if (answer !== 'accept') return { action: answer }
    const opened = await relay.ports.openExternal(url.address).then(
      () => true,
      () => false,
    )
    if (opened) return { action: 'accept' }
    problem = text('relay.not-opened')
  }
  return refuse(relay, text('relay.not-opened'), 'cancel')
}

/** Asked before a call is sent again: only the server knows what happened on its page, and only sending tells. */
export async function askOpenedPage(relay: Relay): Promise<RelayedEnd> {
  const page: Page = { kind: 'url_opened', message: '' }
  return { action: await ask(relay, page, { problem: null, forMs: pageMs }) }
}

async function ask(
  { ports, call, connection, host }: Relay,
  page: Page,
  { problem, forMs }: { problem: string | null; forMs: number },
): Promise<RelayedEnd['action']> {
  const view: ElicitationView = {
    ...page,
    fields: [],
    triesLeft: null,
    answersTo: host,
    passkeyUnavailable: null,
    problem,
    relay: { host, issuerHost: null },
  }
  const expiresAtMs = ports.clock.nowMs() + forMs
  const connectionId = connection.id
  const answer = await ports.queue.askElicitation({
    callId: call.id,
    connectionId,
    view,
    expiresAtMs,
  })
  return answer.action
}
