// Carries out what the person sets for an authorization server: its client, ways to sign in, spellings of "not yet".
import { text } from '../shared/catalogue/text.ts'
import type { IssuerSwitch } from '../shared/connection-view.ts'
import { CountersignError, isCountersignError } from '../shared/errors.ts'
import {
  defaultIssuerOptions,
  type ClientAuthentication,
  type IssuerOptions,
} from '../shared/model/authorization-server.ts'
import type { ElicitationView } from '../shared/model/elicitation.ts'
import type { Interaction, SignInWay, Widening } from '../shared/model/interaction.ts'
import type { Clock } from '../shared/model/ports.ts'
import { Secret } from '../shared/model/secret.ts'
import type { Engine } from './engine.ts'
import { isIssuerIdentifier } from './oauth/server-metadata.ts'

interface IssuerParts {
  readonly store: Engine['store']
  readonly connections: Pick<Engine['connections'], 'saveIssuerOptions'>
}
export type WayWidening = Extract<Widening, { what: 'sign_in_way' }>

/** Danger: call only with a widening that was approved in the approval view. */
export function applySignInWay(parts: IssuerParts, { issuer, way, value }: WayWidening): void {
  saveOptions(parts, issuer, withWay(loadOptions(parts, issuer), way, { on: true, value }))
}

/** Narrowing takes effect at once, from anywhere. */
export function stopSignInWay(parts: IssuerParts, issuer: string, way: SignInWay): void {
  const options = loadOptions(parts, issuer)
  const stopped = withWay(options, way, { on: false, value: null })
  if (JSON.stringify(stopped) === JSON.stringify(options)) return
  saveOptions(parts, issuer, stopped)
  const detail = { what: 'sign_in_way', issuer, way }
  const about = { callId: null, taskId: null, connectionId: null }
  parts.store.activity.append({ kind: 'narrowed', ...about, detail })
}

export function switchOption(
  parts: IssuerParts,
  { issuer, option, on }: { issuer: string; option: IssuerSwitch; on: boolean },
): void {
  saveOptions(parts, issuer, { ...loadOptions(parts, issuer), [option]: on })
}

function loadOptions({ store }: IssuerParts, issuer: string): IssuerOptions {
  return store.authorizationServers.load(issuer)?.options ?? defaultIssuerOptions
}

function saveOptions({ connections }: IssuerParts, issuer: string, options: IssuerOptions): void {
  connections.saveIssuerOptions(issuer, options)
}

function withWay(
  options: IssuerOptions,
  way: SignInWay,
  { on, value }: { on: boolean; value: string | null },
): IssuerOptions {
  switch (way) {
    case 'unattended':
      return { ...options, clientCredentials: on }
    case 'ciba':
      return { ...options, cibaLoginHint: value }
    case 'identity_provider':
      return { ...options, identityProvider: value }
  }
}

export interface WayRequest {
  readonly connectionId: string
  readonly issuer: string
  readonly way: SignInWay
  readonly value: string | null
}

export type WayParts = IssuerParts & Pick<Engine, 'queue'>

/** What the approval view would ask. Throws `ipc/bad_input` for what cannot be meant. */
export function buildSignInWay(parts: IssuerParts, request: WayRequest): WayWidening {
  const { connectionId, issuer, way, value } = request
  requireIssuerOf(parts, connectionId, issuer)
  if (!isNameable(way, value)) {
    throw new CountersignError('ipc/bad_input', text('app.issuer.way.unreadable'))
  }
  return { what: 'sign_in_way', issuer, connectionId, way, value }
}

/** What the quotation of the approval view could be left with, so that more words look like ours. */
const leavesQuotation = /[\p{C}\p{Zl}\p{Zp}"“”„‟«»]/u

function isNameable(way: SignInWay, value: string | null): boolean {
  switch (way) {
    case 'unattended':
      return value === null
    case 'ciba':
      return value !== null && !leavesQuotation.test(value)
    case 'identity_provider':
      return value !== null && isIssuerIdentifier(value)
  }
}

/** Opens the question in the approval view. One for each server and way at a time, whatever is named. */
export function askSignInWay(parts: WayParts, request: WayRequest): void {
  const widening = buildSignInWay(parts, request)
  const { issuer, way, value } = widening
  requireUnasked(
    parts.queue,
    ({ widening: open }) =>
      open?.what === 'sign_in_way' &&
      open.issuer === issuer &&
      open.way === way &&
      open.value !== value,
  )
  parts.queue.openWidening(widening, request.connectionId)
}

/** A page that asks again and again must not bury the person in cards. */
function requireUnasked(
  queue: Pick<Engine['queue'], 'listOpen'>,
  isSame: (open: Interaction) => boolean,
): void {
  if (!queue.listOpen().some(isSame)) return
  throw new CountersignError('ipc/bad_input', text('app.issuer.asked'))
}

function requireIssuerOf({ store }: IssuerParts, connectionId: string, issuer: string): void {
  const connection = store.connections.load(connectionId)
  const known = store.authorizationServers.load(issuer) !== null
  if (connection !== null && connection.issuer === issuer && known) return
  throw new CountersignError('ipc/bad_input', text('app.issuer.gone'))
}

export interface ClientRequest {
  readonly connectionId: string
  readonly issuer: string
  readonly clientId: string
  readonly authentication: ClientAuthentication
}

export type ClientParts = Pick<Engine, 'store' | 'connections' | 'queue'> & {
  readonly clock: Pick<Clock, 'nowMs'>
}

const askedForMs = 15 * 60_000
const tries = 3
/** A private key of 4,096 bits as JWK JSON has about 3,300 characters. */
const longestSecret = 8_000

/**
 * Asks in the approval view whether this client is meant, and there for its secret, then keeps it. What was allowed to
 * run without a sign-in was allowed for the former client: it ends. Throws `ipc/bad_input` before anything is asked.
 */
export function startAskClient(parts: ClientParts, request: ClientRequest): Promise<void> {
  requireIssuerOf(parts, request.connectionId, request.issuer)
  requireUnasked(parts.queue, ({ elicitation }) => elicitation?.kind === 'client')
  return askClient(parts, request)
}

async function askClient(parts: ClientParts, request: ClientRequest): Promise<void> {
  let problem: string | null = null
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const answer = await parts.queue.askElicitation({
      callId: null,
      connectionId: request.connectionId,
      view: buildClientQuestion(request, problem),
      expiresAtMs: parts.clock.nowMs() + askedForMs,
    })
    if (answer.action !== 'accept') return
    const typed = answer.content['secret']
    problem = await keepClient(parts, request, typeof typed === 'string' ? typed : '')
    if (problem === null) return
  }
}

/** Null when it was kept, else why not. */
async function keepClient(
  parts: ClientParts,
  { connectionId, issuer, clientId, authentication }: ClientRequest,
  typed: string,
): Promise<string | null> {
  const secret = authentication === 'none' ? null : new Secret(typed.trim())
  try {
    requireIssuerOf(parts, connectionId, issuer)
    await parts.connections.saveClient(issuer, { clientId, authentication, secret })
  } catch (error) {
    if (isCountersignError(error)) return error.message
    throw error
  }
  if (loadOptions(parts, issuer).clientCredentials) stopSignInWay(parts, issuer, 'unattended')
  if (parts.store.connections.load(connectionId)?.status === 'needs_sign_in') {
    void parts.connections.signIn(connectionId)
  }
  return null
}

function buildClientQuestion(
  { issuer, clientId, authentication }: ClientRequest,
  problem: string | null,
): ElicitationView {
  return {
    kind: 'client',
    message: '',
    fields: authentication === 'none' ? [] : [secretField(authentication)],
    triesLeft: null,
    answersTo: new URL(issuer).host,
    passkeyUnavailable: null,
    problem,
    client: { issuer, clientId, authentication },
  }
}

function secretField(authentication: ClientAuthentication): ElicitationView['fields'][number] {
  const isKey = authentication === 'private_key_jwt'
  return {
    name: 'secret',
    label: text(isKey ? 'approval.client.key' : 'approval.client.secret'),
    description: null,
    kind: 'text',
    required: true,
    options: [],
    minLength: 1,
    maxLength: longestSecret,
    pattern: null,
    format: null,
    minimum: null,
    maximum: null,
    defaultValue: null,
  }
}
