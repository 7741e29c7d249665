// Asks for another grant by token exchange, deferred where the authorization server can (RFC 8693, DTR -01).
import type { Secret } from '../../shared/model/secret.ts'
import type { TokenAnswer } from '../oauth/answers.ts'
import { requestTokenExchange } from '../oauth/token-requests.ts'
import type { ChallengePorts, ChallengeWant } from './challenge-loop.ts'
import type { FlowOutcome } from './flow-outcome.ts'
import { processTokenAnswer, readProofDemand, type ProofDemand } from './token-end.ts'

export interface ExchangeWays {
  readonly subjectToken: () => Promise<Secret>
  /** Signs the person in again at this server, as strong and fresh as it demands. */
  readonly prove: (demand: ProofDemand) => Promise<FlowOutcome>
}

/** Where the server wants a stronger sign-in first, it gets one, and the exchange is repeated once (protocols 13.3). */
export async function runExchange(
  ports: Pick<ChallengePorts, 'oauth' | 'secrets'>,
  want: ChallengeWant,
  { subjectToken, prove }: ExchangeWays,
): Promise<FlowOutcome> {
  const answer = await requestExchange(ports, want, await subjectToken())
  const demand = readProofDemand(answer)
  if (demand === null) return processTokenAnswer(ports, want, answer)
  await processTokenAnswer(ports, want, answer)
  const proof = await prove(demand)
  if (proof.kind !== 'issued') return proof
  const again = await requestExchange(ports, want, proof.tokens.accessToken)
  return processTokenAnswer(ports, want, again)
}

function requestExchange(
  { oauth }: Pick<ChallengePorts, 'oauth'>,
  want: ChallengeWant,
  subjectToken: Secret,
): Promise<TokenAnswer> {
  const { client, scope, resource, authorizationDetailsJson, completionMode } = want
  return requestTokenExchange(oauth, client, {
    subjectToken,
    scope: scope ?? '',
    resource: resource ?? '',
    authorizationDetailsJson,
    ...(completionMode === undefined ? {} : { completionMode }),
  })
}
