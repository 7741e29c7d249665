// The desk: a page where a newcomer plays the second approver and the owners of documents.
import type { IncomingMessage, ServerResponse } from 'node:http'
import { decide, readJson } from '../control.ts'
import { sendJson, sendPage, type Handler } from '../http.ts'
import { buildState } from '../state.ts'
import type { World } from '../world.ts'
import { describeChanges, makeChange } from './changes.ts'
import { deskPage } from './page.ts'

/** Serves the page, its state and its two buttons. */
export function buildDesk(world: World): Handler {
  return async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    if (path === '/' && request.method === 'GET') sendPage(response, deskPage)
    else if (path === '/state' && request.method === 'GET') sendJson(response, 200, viewOf(world))
    else if (path === '/decide' && request.method === 'POST') {
      await serveDecision(world, request, response)
    } else if (path === '/change' && request.method === 'POST') {
      await serveChange(world, request, response)
    } else sendJson(response, 404, { error: 'not found' })
  }
}

async function serveDecision(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (isForeign(world, request)) return sendJson(response, 403, { error: 'foreign origin' })
  const body = (await readJson(request)) as { id?: string; approve?: boolean; by?: string }
  const who = body.by === undefined ? {} : { by: body.by }
  const decided = decide(world, { id: body.id ?? '', ...who }, body.approve === true)
  sendJson(response, decided ? 200 : 409, {})
}

async function serveChange(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (isForeign(world, request)) return sendJson(response, 403, { error: 'foreign origin' })
  const changed = makeChange(world, await readJson(request))
  sendJson(response, changed ? 200 : 400, {})
}

/** Another site's page must not press the desk's buttons. */
function isForeign(world: World, request: IncomingMessage): boolean {
  return request.headers.origin !== new URL(world.urls.deskUrl).origin
}

function viewOf(world: World): Record<string, unknown> {
  const { pending, decided, totp, passkeys, effects, tickets, now } = buildState(world)
  const changes = describeChanges(world)
  return { pending, decided, totp, passkeys, effects, tickets, changes, now }
}
