// A process of its own that waits for one token over the real store and real HTTP, and dies at the moment it is told to.
import { randomUUID } from 'node:crypto'
import { createDeferralService } from '../../main/deferral/deferral-service.ts'
import { createGuardedFetch, type GuardedFetch } from '../../main/http/guarded-fetch.ts'
import { createDpopProofs } from '../../main/oauth/dpop-proofs.ts'
import type { OAuthClient } from '../../main/oauth/oauth-context.ts'
import { requestPoll } from '../../main/oauth/poll-requests.ts'
import { openStore } from '../../main/store/open-store.ts'
import { createSystemClock, systemRandomness } from '../../main/system-clock.ts'
import { endedDeferralStates } from '../../shared/model/deferral.ts'
import type { Clock } from '../../shared/model/ports.ts'
import { Secret } from '../../shared/model/secret.ts'
import { buildGrant } from '../store/nouns.ts'
import { createPlainSealer } from './process.ts'

const [folder = '', origin = '', task = '', code = ''] = process.argv.slice(2)
/** Virtual seconds pass this much faster, so that a hundred kills take minutes and not hours. */
const speed = 50
/** The poll that brings the token. */
const fatalPoll = 2

let polls = 0
const dieAt = (point: string): void => {
  if (task === point && polls === fatalPoll) process.kill(process.pid, 'SIGKILL')
}
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

function createFastClock(): Clock {
  const clock = createSystemClock()
  return {
    nowMs: () => clock.nowMs() * speed,
    monotonicMs: () => clock.monotonicMs() * speed,
    after: (delayMs, run) => clock.after(delayMs / speed, run),
  }
}

const clock = createFastClock()
const { store } = openStore({ folder, vault: createPlainSealer('test'), clock, log: () => {} })
const guarded = createGuardedFetch({ clock: createSystemClock() })
const fetch: GuardedFetch = async (input, init) => {
  dieAt('before_send')
  const response = await guarded(input, init)
  dieAt('after_headers')
  return response
}
const proofs = createDpopProofs({ clock, randomness: systemRandomness })
const context = { fetch, clock, randomness: systemRandomness, proofs, log: () => undefined }
const client: OAuthClient = {
  metadata: {
    issuer: origin,
    token_endpoint: `${origin}/token`,
    dpop_signing_alg_values_supported: ['none'],
  },
  clientId: 'client-1',
  dpopKey: { id: 'key-1' } as OAuthClient['dpopKey'],
}

const service = createDeferralService({
  clock,
  randomness: { unit: () => 0 },
  makeId: () => randomUUID(),
  log: () => {},
  store: { ...store, transaction },
  loadKey: () => Promise.resolve(client.dpopKey),
  poll: async ({ deferralCode, dialect, scope }) => {
    if (deferralCode === null) throw new Error('no code')
    polls += 1
    const answer = await requestPoll(context, client, { deferralCode, dialect, scope })
    dieAt('after_body')
    return answer
  },
  revoke: () => Promise.resolve('not_offered'),
  revokeTokens: () => Promise.resolve(),
  prepareGrant: (_deferral, { accessToken }) =>
    Promise.resolve({ grant: buildGrant({ id: 'grant-1', accessToken }), replaces: [] }),
  onEnd: ({ deferral, reason }) => void sayEnd(deferral.state, reason),
})

function transaction<Value>(run: () => Value): Value {
  let isEnd = false
  const value = store.transaction(() => {
    const result = run()
    isEnd = store.deferrals.listAllFacts().some(({ state }) => endedDeferralStates.has(state))
    if (isEnd) dieAt('before_commit')
    return result
  })
  if (isEnd) dieAt('after_commit')
  return value
}

async function sayEnd(state: string, reason: string | null): Promise<void> {
  const tokens = (await store.grants.listAll()).map(({ accessToken }) => accessToken.reveal())
  say({ end: state, reason, tokens })
}

const start: Parameters<ReturnType<typeof createDeferralService>['begin']>[0] = {
  callId: 'call-1',
  connectionId: 'connection-1',
  issuer: origin,
  clientId: 'client-1',
  dpopKeyId: 'key-1',
  scope: '',
  resource: `${origin}/mcp`,
  deferred: {
    deferralCode: new Secret(code),
    intervalSeconds: 1,
    expiresInSeconds: 86_400,
    interactionRequired: false,
    interactionUri: null,
    serverWords: null,
  },
}

const [found] = store.deferrals.listAllFacts()
await service.start()
if (found === undefined) await service.begin(start)
else {
  say({ found: found.state, inFlight: found.pollInFlight })
  if (endedDeferralStates.has(found.state)) await sayEnd(found.state, null)
}
setInterval(() => undefined, 60_000)
