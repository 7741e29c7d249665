// The ceremony's private session: everything is answered here, nothing of it touches the network.
import type { Session } from 'electron'
import { hardenSession } from '../hardening.ts'
import type { CeremonyPage } from './ceremony-page.ts'

/** Layers that together let no packet out; a protocol handler alone is no barrier. Await it before loading. */
export async function sealCeremonySession(
  session: Session,
  origin: URL,
  page: CeremonyPage,
): Promise<void> {
  hardenSession(session)
  const answer = (request: { method: string; url: string }): Response =>
    answerCeremonyRequest(origin, page, request)
  session.protocol.handle('https', answer)
  session.protocol.handle('http', answer)
  // Sees ws: and wss: too, which no handler does.
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !isHttp(details.url) })
  })
  await session.setProxy({
    mode: 'fixed_servers',
    proxyRules: 'socks5://127.0.0.1:1',
    proxyBypassRules: '<-loopback>',
  })
}

/** The page for the root of the relying party's origin; 404 for anything else. */
export function answerCeremonyRequest(
  origin: URL,
  page: CeremonyPage,
  request: { method: string; url: string },
): Response {
  const wanted = request.method === 'GET' && request.url === `${origin.origin}/`
  if (!wanted) return new Response('Not found', { status: 404, headers: { ...page.headers } })
  return new Response(page.html, { headers: { ...page.headers } })
}

function isHttp(address: string): boolean {
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)
}
