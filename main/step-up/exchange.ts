// Asks for a wider grant by token exchange, deferred where the authorization server can (RFC 8693, DTR -01).
import type { Secret } from '../../shared/model/secret.ts'
import { requestTokenExchange } from '../oauth/token-requests.ts'
import type { ChallengePorts, ChallengeWant } from './authorization-challenge.ts'
import { newestAuthSession, saveAuthSession } from './auth-session.ts'
import type { FlowOutcome } from './flow-outcome.ts'
import { describeNoAnswer, describeRefusal } from './refusal.ts'

/** `web` means: the person has to be asked (at the challenge endpoint or in the browser). */
export async function runExchange(
  ports: Pick<ChallengePorts, 'oauth' | 'secrets'>,
  want: ChallengeWant,
  exchange: { subjectToken: Secret; scope: string; deferred: boolean },
): Promise<FlowOutcome> {
  const { client } = want
  const { issuer } = client.metadata
  const host = new URL(issuer).host
  const { subjectToken, scope, deferred } = exchange
  const answer = await requestTokenExchange(ports.oauth, client, {
    subjectToken,
    scope,
    resource: want.resource ?? '',
    ...(deferred ? { completionMode: 'deferred' as const } : {}),
  })
  await saveAuthSession(ports.secrets, issuer, newestAuthSession(answer))
  if (answer.kind === 'no_answer') return { kind: 'failed', reason: describeNoAnswer(host) }
  return answer.kind === 'refused' ? describeRefusal(answer.refusal, host) : answer
}
