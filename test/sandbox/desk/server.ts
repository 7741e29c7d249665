// The desk: a page where a newcomer plays the second approver and the owners of documents.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { decide, readJson } from '../control.ts'
import { sendJson, sendPage, type Handler } from '../http.ts'
import { buildState } from '../state.ts'
import type { World } from '../world.ts'
import { deskPage } from './page.ts'

/** Serves the page, its state and its two buttons. */
export function buildDesk(world: World): Handler {
  return async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    if (path === '/' && request.method === 'GET') sendPage(response, deskPage)
    else if (path === '/state' && request.method === 'GET') sendJson(response, 200, viewOf(world))
    else if (path === '/decide' && request.method === 'POST') {
      await serveDecision(world, request, response)
    } else sendJson(response, 404, { error: 'not found' })
  }
}

async function serveDecision(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // Another site's page must not press the desk's buttons.
  if (request.headers.origin !== new URL(world.urls.deskUrl).origin) {
    return sendJson(response, 403, { error: 'foreign origin' })
  }
  const body = (await readJson(request)) as { id?: string; approve?: boolean; by?: string }
  const who = body.by === undefined ? {} : { by: body.by }
  const decided = decide(world, { id: body.id ?? '', ...who }, body.approve === true)
  sendJson(response, decided ? 200 : 409, {})
}

function viewOf(world: World): Record<string, unknown> {
  const { pending, decided, totp, passkeys, effects, onLeave, now } = buildState(world)
  return { pending, decided, totp, passkeys, effects, onLeave, now }
}
