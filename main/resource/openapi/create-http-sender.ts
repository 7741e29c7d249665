// Sends one held call to an HTTP API, exactly as it was frozen, at most once per attempt.
import { text } from '../../../shared/catalogue/text.ts'
import { CountersignError, isCountersignError } from '../../../shared/errors.ts'
import type { Tool } from '../../../shared/model/connection.ts'
import type { HttpOperation } from '../../../shared/model/http-operation.ts'
import type { Clock } from '../../../shared/model/ports.ts'
import type { ToolCall } from '../../../shared/model/tool-call.ts'
import type { GuardedFetch } from '../../http/guarded-fetch.ts'
import type { DpopKeyRing } from '../../oauth/dpop.ts'
import type { DpopProofs } from '../../oauth/dpop-proofs.ts'
import { loadAccess } from '../access.ts'
import type { Access } from '../mcp-fetch.ts'
import { stripSecrets } from '../strip-secrets.ts'
import type { SendOutcome, ToolSender } from '../tool-sender.ts'
import { buildHttpRequest, type HttpRequest } from './build-request.ts'
import { readHttpAnswer } from './http-answer.ts'
import { judgeAnswer, judgeBroken, type HttpAttempt } from './http-outcome.ts'
import { isBelow } from './servers.ts'

export interface HttpSenderOptions {
  readonly fetch: GuardedFetch
  readonly proofs: Pick<DpopProofs, 'sendWithProof'>
  readonly keys: Pick<DpopKeyRing, 'load'>
  readonly clock: Pick<Clock, 'after'>
  readonly store: { readonly connections: { listTools(connectionId: string): Tool[] } }
  /** False while a pause holds this call: what has not left then comes back as `held`. */
  readonly mayLeave?: (call: ToolCall) => boolean
}

type Request = Parameters<ToolSender['send']>[0]

/** Outcomes are values; only `agent/bad_call` is thrown. */
export function createHttpSender(options: HttpSenderOptions): ToolSender {
  return { send: (request) => send(options, request) }
}

async function send(options: HttpSenderOptions, request: Request): Promise<SendOutcome> {
  const { call, connection, grant } = request
  const operation = findOperation(options, request)
  const { host } = new URL(connection.url)
  if (operation === null) return { kind: 'not_sent', reason: text('openapi.tool-gone', { host }) }
  const built = buildHttpRequest(operation, call.argumentsJson)
  if (built.kind === 'unfit') return { kind: 'not_sent', reason: describeUnfit(built.argument) }
  // An operation that takes no credentials is given none: a token is for whoever asks for it.
  const used = operation.scopes === null ? null : grant
  const access = await loadAccess(used, options.keys).catch(keyGone)
  if (access instanceof CountersignError) return { kind: 'not_sent', reason: access.message }
  if (options.mayLeave?.(call) === false) return { kind: 'held' }
  const secrets = access === null ? [] : [access.accessToken.reveal()]
  const attempt = { operation, host, grant: used, secrets }
  const outcome = await exchange(options, built.request, { ...attempt, access })
  return 'reason' in outcome
    ? { ...outcome, reason: stripSecrets(outcome.reason, secrets) }
    : outcome
}

/** Null for a tool that is gone, or that leads beyond the connection's own address. Throws when it is another by now. */
function findOperation(
  { store }: HttpSenderOptions,
  { call, connection }: Request,
): HttpOperation | null {
  const tool = store.connections.listTools(connection.id).find(({ name }) => name === call.tool)
  if (tool?.http === undefined || !isBelow(tool.http.serverUrl, connection.url)) return null
  if (tool.definitionHash === call.toolDefinitionHash) return tool.http
  throw new CountersignError('agent/bad_call', text('resource.call-changed'))
}

async function exchange(
  { fetch, proofs, clock }: HttpSenderOptions,
  { url, method, headers, body }: HttpRequest,
  { access, ...attempt }: HttpAttempt & { readonly access: Access | null },
): Promise<SendOutcome> {
  try {
    const response = await proofs.sendWithProof(fetch, {
      url,
      method,
      headers,
      body,
      key: access?.key ?? null,
      accessToken: access?.accessToken ?? null,
    })
    const answer = await readHttpAnswer(response, attempt.host, clock)
    return judgeAnswer(attempt, answer, response.headers)
  } catch (error) {
    return judgeBroken(attempt, error)
  }
}

function describeUnfit(argument: string | null): string {
  return argument === null
    ? text('openapi.arguments-unfit')
    : text('openapi.argument-unfit', { argument: argument.slice(0, 100) })
}

/** Nothing has been sent yet: the person signs in again and nothing else is lost. */
function keyGone(error: unknown): CountersignError {
  if (isCountersignError(error, 'oauth/not_bound')) return error
  throw error
}
