// Looks up which proof the authorization server asked for last time, so that it can be given together with the approval.
import type { StepUpAhead } from '../../shared/approval-card.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { ElicitationView } from '../../shared/model/elicitation.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { Store } from '../store/repositories.ts'

export interface ExpectedProof {
  readonly ahead: StepUpAhead
  readonly issuer: string
  /** What answered the choice of an authenticator last time; null where none was asked, or it is not certain. */
  readonly choice: string | null
}

/** The last calls alike that are looked through for one that was sent. */
const lookedThrough = 5

/**
 * The proof that the last call of this agent, connection and tool needed, where the issuer itself asked for it and is
 * marked first-party. Null where that call needed none, or more than one kind.
 */
export function findExpectedProof(store: Store, call: ToolCall): ExpectedProof | null {
  const issuer = store.connections.load(call.connectionId)?.issuer ?? null
  if (issuer === null || store.authorizationServers.load(issuer)?.firstParty !== true) return null
  const { agentId, connectionId, tool } = call
  const last = store.calls
    .listAlike({ agentId, connectionId, tool, limit: lookedThrough })
    .find(({ attempts }) => attempts > 0)
  if (last === undefined) return null
  const host = new URL(issuer).host
  const views = store.interactions.listByCall(last.id).flatMap((each) => answeredView(each, host))
  return expectAgain(views, issuer, host)
}

/** The question, where the authorization server itself asked it and the person answered. */
function answeredView(interaction: Interaction, host: string): ElicitationView[] {
  const { state, elicitation } = interaction
  if (state !== 'answered' || elicitation === null) return []
  return elicitation.relay === undefined && elicitation.answersTo === host ? [elicitation] : []
}

function expectAgain(
  views: readonly ElicitationView[],
  issuer: string,
  host: string,
): ExpectedProof | null {
  const proofs = views.filter(({ kind }) => kind === 'totp' || kind === 'passkey')
  const proof = proofs.at(-1)
  if (proof === undefined || proofs.some(({ kind }) => kind !== proof.kind)) return null
  const choice = choiceOf(views, proof.kind === 'passkey')
  if (proof.kind === 'passkey') return { ahead: { kind: 'passkey', host }, issuer, choice }
  const [field] = proof.fields
  const digits = field?.maxLength ?? field?.minLength ?? 6
  if (digits < 6 || digits > 8) return null
  return { ahead: { kind: 'otp', host, digits }, issuer, choice }
}

function choiceOf(views: readonly ElicitationView[], isPasskey: boolean): string | null {
  const choice = views.findLast(({ kind }) => kind === 'authenticator_choice')
  const values = choice?.fields[0]?.options.map(({ value }) => value) ?? []
  const fitting = values.filter((value) => (value === 'passkey') === isPasskey)
  const [only] = fitting
  return fitting.length === 1 && only !== undefined ? only : null
}
