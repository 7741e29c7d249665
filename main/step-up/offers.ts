// What an authorization server offers us and the person allows there: ways to a grant, and answers that come later.
import {
  defaultIssuerOptions,
  type IssuerOptions,
} from '../../shared/model/authorization-server.ts'
import { exchangeGrantType } from '../oauth/identifiers.ts'
import type { ChallengeWant } from './challenge-loop.ts'
import type { Transport } from './route.ts'
import type { Party } from './step-up-parts.ts'

/** What the person turned on for this issuer. */
export function optionsOf({ server }: Pick<Party, 'server'>): IssuerOptions {
  return server.options ?? defaultIssuerOptions
}

/**
 * Every way that may be gone. The native flow only at issuers the person marked first-party; what is a setting only
 * where it was turned on; CIBA and client credentials only for a client that authenticates (OpenID CIBA Core 4).
 */
export function listOffers(party: Party): ReadonlySet<Transport> {
  const { metadata, authentication } = party.client
  const options = optionsOf(party)
  const confidential = authentication !== undefined
  const modes = metadata.backchannel_token_delivery_modes_supported ?? ['poll']
  const pollsBackchannel =
    metadata.backchannel_authentication_endpoint !== undefined && modes.includes('poll')
  const offers: Readonly<Record<Transport, boolean>> = {
    client_credentials: options.clientCredentials && confidential,
    identity_assertion: options.identityProvider !== null,
    exchange: metadata.grant_types_supported?.includes(exchangeGrantType) === true,
    authorization_challenge: party.server.firstParty && hasChallengeEndpoint(party),
    backchannel: options.cibaLoginHint !== null && confidential && pollsBackchannel,
    device: options.deviceGrant && metadata.device_authorization_endpoint !== undefined,
    browser: metadata.authorization_endpoint !== undefined,
  }
  const all = Object.entries(offers) as [Transport, boolean][]
  return new Set(all.flatMap(([transport, offered]) => (offered ? [transport] : [])))
}

export function hasChallengeEndpoint({ client }: Party): boolean {
  return client.metadata.authorization_challenge_endpoint !== undefined
}

/**
 * `deferred` where the server says that it can answer later, or the person turned on a spelling of it that has no such
 * statement. Whether it may be sent at all (a public client needs a proof) is decided where it is sent.
 */
export function chooseOptIn(party: Party): 'deferred' | undefined {
  const { deferred_token_response_supported: says } = party.client.metadata
  const { authReqId, deferralCodeAsLoginHint, directDeferral } = optionsOf(party)
  const turnedOn = authReqId || deferralCodeAsLoginHint || directDeferral
  return says === true || turnedOn ? 'deferred' : undefined
}

/** What to ask for, with everything not named left out. */
export function buildWant(party: Party, asked: Partial<ChallengeWant>): ChallengeWant {
  const completionMode = chooseOptIn(party)
  return {
    callId: null,
    connectionId: party.connection.id,
    client: party.client,
    scope: null,
    resource: party.connection.resource ?? party.connection.url,
    acrValues: null,
    maxAgeSeconds: null,
    authorizationDetailsJson: null,
    signal: new AbortController().signal,
    mayRegisterPasskey: false,
    ...(completionMode === undefined ? {} : { completionMode }),
    ...asked,
  }
}

/** With `openid` an ID token comes along, which shows how strong and how fresh the proof was. */
export function offersOpenId({ client }: Party): boolean {
  return client.metadata.scopes_supported?.includes('openid') === true
}
