// Serves the bundled pages on app:// with their policy; nothing outside the renderer folder can be read.
import { readFile, realpath } from 'node:fs/promises'
import path from 'node:path'
import type { Protocol } from 'electron'
import { buildAppHeaders } from './app-headers.ts'
import { isInside, resolveAppPath } from './app-path.ts'

/** Must run before the app is ready. The least privileges under which module scripts of the same origin load. */
export function registerAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true } },
  ])
}

/** Answers app:// in the session of `protocol`. `rendererFolder` holds `app/` and `approval/`. */
export function serveAppPages(protocol: Pick<Protocol, 'handle'>, rendererFolder: string): void {
  protocol.handle('app', (request) => answerAppRequest(rendererFolder, request))
}

/** One request; 404 for whatever is not a file of the addressed page. Never rejects. */
export async function answerAppRequest(
  rendererFolder: string,
  request: { method: string; url: string },
): Promise<Response> {
  const found = request.method === 'GET' ? resolveAppPath(rendererFolder, request.url) : null
  if (found === null) return notFound()
  try {
    const root = await realpath(path.join(rendererFolder, found.surface))
    const file = await realpath(found.file)
    // A link inside the folder could still point out of it.
    if (!isInside(root, file)) return notFound()
    const body = await readFile(file)
    return new Response(new Uint8Array(body), { headers: buildAppHeaders(found.contentType) })
  } catch {
    return notFound()
  }
}

function notFound(): Response {
  return new Response('Not found', {
    status: 404,
    headers: buildAppHeaders('text/plain; charset=utf-8'),
  })
}
