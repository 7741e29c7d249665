// Proves how an authorization server is set up: what is only asked for, what the approval view allows, what stops at once.
import { describe, expect, test, vi } from 'vitest'
import {
  askSignInWay,
  buildSignInWay,
  startAskClient,
  stopSignInWay,
  switchOption,
  type ClientParts,
  type ClientRequest,
} from '../../main/bootstrap-issuers.ts'
import { applyWidening } from '../../main/bootstrap-widenings.ts'
import type { ElicitationDraft } from '../../main/interaction/queue.ts'
import { CountersignError } from '../../shared/errors.ts'
import {
  defaultIssuerOptions,
  type IssuerOptions,
} from '../../shared/model/authorization-server.ts'
import { connection } from '../agent/journey-world.ts'
import type { Interaction, Widening } from '../../shared/model/interaction.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'
import { buildInteraction } from '../store/nouns.ts'

const issuer = 'https://id.bank.example'
const connectionId = connection.id
type Answer = Awaited<ReturnType<ClientParts['queue']['askElicitation']>>

function openParts(answers: Answer[] = []) {
  const store = createMemoryStore(() => 0)
  store.connections.save({ ...connection, issuer, status: 'needs_sign_in' })
  store.authorizationServers.save({
    issuer,
    metadataJson: '{}',
    metadataFetchedAtMs: 0,
    clientId: null,
    clientAuthentication: 'none',
    redirectUri: null,
    firstParty: false,
    dpopKeyId: null,
  })
  const asked: ElicitationDraft[] = []
  const saveIssuerOptions = (of: string, options: IssuerOptions): void => {
    const server = store.authorizationServers.load(of)
    if (server === null) throw new CountersignError('ipc/bad_input', 'unknown')
    store.authorizationServers.save({ ...server, options })
  }
  const connections = { saveIssuerOptions, saveClient: vi.fn(async () => {}), signIn: vi.fn() }
  const askElicitation = (draft: ElicitationDraft): Promise<Answer> => {
    asked.push(draft)
    return Promise.resolve(answers.shift() ?? { action: 'withdrawn' })
  }
  const clock = { nowMs: () => 0 }
  const open: Interaction[] = []
  const openWidening = (widening: Widening): void =>
    void open.push(buildInteraction({ kind: 'widening', widening }))
  const queue = { askElicitation, openWidening, listOpen: () => open }
  const parts = { store, connections, queue, clock, open }
  const options = () => store.authorizationServers.load(issuer)?.options ?? defaultIssuerOptions
  return { ...parts, parts: parts as unknown as ClientParts, asked, options }
}

const request: ClientRequest = {
  connectionId,
  issuer,
  clientId: 'app-1',
  authentication: 'client_secret_basic',
}
const accept = (secret: string): Answer => ({ action: 'accept', content: { secret } })

describe('a client that is entered', () => {
  test('[VIEW-09] is shown with its server, its secret typed there, then kept and signed in with', async () => {
    const world = openParts([accept(' s3cret ')])
    await startAskClient(world.parts, request)
    expect(world.asked).toMatchObject([
      {
        callId: null,
        connectionId,
        view: {
          kind: 'client',
          answersTo: 'id.bank.example',
          client: { issuer, clientId: 'app-1', authentication: 'client_secret_basic' },
          fields: [{ name: 'secret', required: true }],
          problem: null,
        },
      },
    ])
    const [of, client] = world.connections.saveClient.mock.calls[0] as unknown as [
      string,
      { clientId: string; secret: { reveal(): string } | null },
    ]
    expect([of, client.clientId, client.secret?.reveal()]).toEqual([issuer, 'app-1', 's3cret'])
    expect(world.connections.signIn).toHaveBeenCalledExactlyOnceWith(connectionId)
  })

  test('[VIEW-09] without a secret nothing is typed, and it still has to be confirmed', async () => {
    const world = openParts([{ action: 'accept', content: {} }])
    await startAskClient(world.parts, { ...request, authentication: 'none' })
    expect(world.asked[0]?.view.fields).toEqual([])
    expect(world.connections.saveClient).toHaveBeenCalledWith(
      issuer,
      expect.objectContaining({ authentication: 'none', secret: null }),
    )
  })

  test.each(['decline', 'cancel', 'withdrawn'] as const)(
    '[VIEW-09] is not kept after: %s',
    async (action) => {
      const world = openParts([{ action }])
      await startAskClient(world.parts, request)
      // Dies if: anything but an explicit yes keeps it.
      expect(world.connections.saveClient).not.toHaveBeenCalled()
    },
  )

  test('[VIEW-09] a secret that cannot be one is asked for again with the reason, three times at most', async () => {
    const world = openParts([accept('a'), accept('b'), accept('c'), accept('d')])
    world.connections.saveClient.mockRejectedValue(
      new CountersignError('ipc/bad_input', 'That is no key.'),
    )
    await startAskClient(world.parts, request)
    expect(world.asked.map(({ view }) => view.problem)).toEqual([
      null,
      'That is no key.',
      'That is no key.',
    ])
    expect(world.connections.signIn).not.toHaveBeenCalled()
  })

  test('[VIEW-09] what was allowed to the former client without a sign-in is not allowed to this one', async () => {
    const world = openParts([accept('s')])
    world.connections.saveIssuerOptions(issuer, {
      ...defaultIssuerOptions,
      clientCredentials: true,
    })
    await startAskClient(world.parts, request)
    // Dies if: the permission of one client is carried to another.
    expect(world.options().clientCredentials).toBe(false)
  })

  // Dies if: a page that asks again and again fills the inbox with cards.
  test('[VIEW-09] is asked about once at a time', () => {
    const world = openParts([accept('s')])
    const elicitation = { kind: 'client' } as Interaction['elicitation']
    world.open.push(buildInteraction({ kind: 'elicitation', elicitation }))
    expect(() => startAskClient(world.parts, request)).toThrow('still open')
    expect(world.asked).toEqual([])
  })

  test.each([
    ['another issuer', { issuer: 'https://evil.example' }],
    ['no connection', { connectionId: 'gone' }],
  ])('[VIEW-09] nothing is asked for %s', (_, change) => {
    const world = openParts([accept('s')])
    expect(() => startAskClient(world.parts, { ...request, ...change })).toThrow(CountersignError)
    expect(world.asked).toEqual([])
  })
})

describe('ways to sign in', () => {
  const ask = { connectionId, issuer }

  test.each([
    ['unattended', null, { clientCredentials: true }],
    ['ciba', 'ada@bank.example', { cibaLoginHint: 'ada@bank.example' }],
    ['identity_provider', 'https://idp.example', { identityProvider: 'https://idp.example' }],
  ] as const)(
    '[VIEW-08] %s is only described until it is allowed, and stops at once',
    (way, value, set) => {
      const world = openParts()
      const widening = buildSignInWay(world.parts, { ...ask, way, value })
      expect(world.options()).toEqual(defaultIssuerOptions)
      applyWidening(world.parts, widening)
      expect(world.options()).toEqual({ ...defaultIssuerOptions, ...set })
      // Dies if: allowing a way also marks the issuer first-party.
      expect(world.store.authorizationServers.load(issuer)?.firstParty).toBe(false)
      expect(world.connections.signIn).not.toHaveBeenCalled()
      stopSignInWay(world.parts, issuer, way)
      expect(world.options()).toEqual(defaultIssuerOptions)
      const kinds = world.store.activity.list({ beforeSequence: null, limit: 9 })
      expect(kinds.map(({ kind }) => kind).toSorted()).toEqual(['narrowed', 'widened'])
    },
  )

  test.each([
    ['unattended', 'somebody'],
    ['ciba', null],
    ['identity_provider', null],
    ['identity_provider', 'http://idp.example'],
    ['identity_provider', 'javascript:alert(1)'],
    // Dies if: what a page typed can look like words of the approval view, or like another host.
    ['ciba', 'you”. Countersign checked it'],
    ['ciba', 'ada\nCountersign checked it'],
    ['identity_provider', 'https://idp.example/ was checked by Countersign'],
    ['identity_provider', 'https://idp.example@evil.example'],
    ['identity_provider', 'https://b\u0430nk.example'],
  ] as const)('[VIEW-08] %s with %j cannot be meant', (way, value) => {
    const world = openParts()
    expect(() => buildSignInWay(world.parts, { ...ask, way, value })).toThrow(CountersignError)
  })

  // Dies if: another name each time makes another card each time.
  test('[VIEW-08] one way is asked for once at a time at each server', () => {
    const world = openParts()
    askSignInWay(world.parts, { ...ask, way: 'ciba', value: 'ada' })
    const again = { ...ask, way: 'ciba', value: 'bob' } as const
    expect(() => askSignInWay(world.parts, again)).toThrow('still open')
    askSignInWay(world.parts, { ...ask, way: 'unattended', value: null })
    // The same question is told of again by the queue itself.
    askSignInWay(world.parts, { ...ask, way: 'ciba', value: 'ada' })
    expect(world.open).toHaveLength(3)
  })

  test('[VIEW-08] a way is not asked for at an authorization server that the connection does not use', () => {
    const world = openParts()
    const foreign = { connectionId, issuer: 'https://evil.example', way: 'unattended', value: null }
    expect(() => buildSignInWay(world.parts, { ...foreign, way: 'unattended' })).toThrow()
  })

  test('[VIEW-08] a switch changes its own option and no other', () => {
    const world = openParts()
    switchOption(world.parts, { issuer, option: 'deviceGrant', on: true })
    switchOption(world.parts, { issuer, option: 'authReqId', on: true })
    switchOption(world.parts, { issuer, option: 'deviceGrant', on: false })
    expect(world.options()).toEqual({ ...defaultIssuerOptions, authReqId: true })
  })
})
