// The first-party MCP server of the sandbox in a flow: connected in either era, marked or not, told to misbehave.
import type { Connection } from '../../shared/model/connection.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import type { ElicitationAnswer } from '../../shared/model/elicitation.ts'
import type { Fault } from '../sandbox/first-party-server/state.ts'
import type { Flow } from './engine-harness.ts'
import { until } from './until.ts'

export type Era = 'modern' | 'legacy'
export const eras: readonly Era[] = ['modern', 'legacy']

/** Adds the notary. Unmarked it is signed in to by what is known of its issuer from another connection. */
export async function connectNotary(flow: Flow, era: Era, marked = true): Promise<Connection> {
  const { person, engine, sandbox } = flow
  const url = sandbox.firstPartyUrl
  const { id, issuer } = await person.connect(
    era === 'modern' ? url : url.replace('/mcp', '/legacy'),
  )
  const widening = { what: 'first_party_issuer', issuer: issuer ?? '', connectionId: id } as const
  if (marked) person.approve(engine.queue.openWidening(widening, id))
  if (marked && person.connection(id).status !== 'ready') await person.proveByCode()
  return until('the notary to be ready', () => {
    const now = person.connection(id)
    return now.status === 'ready' ? now : null
  })
}

export function giveSigning({ person }: Flow): Promise<ToolCall> {
  return person.giveAndApprove('Sign document document: "Deed"', 'sign_document')
}

/** Connects, switches the fault on and approves a signing. */
export async function sign(flow: Flow, era: Era, fault: Fault = { kind: null }): Promise<ToolCall> {
  await connectNotary(flow, era)
  flow.sandbox.world.firstParty.fault = fault
  return giveSigning(flow)
}

/** Answers with anything the approval view could. */
export function answerWith(
  flow: Flow,
  { id, digest }: Interaction,
  answer: ElicitationAnswer,
): void {
  flow.engine.queue.answer({ interactionId: id, digest, answer })
}

/** Registers a passkey with the bank's own connection, as a person does before they use it anywhere. */
export async function registerPasskey(flow: Flow): Promise<void> {
  const { person, engine } = flow
  const bank = await person.connectBank()
  const registering = engine.stepUp.registerPasskey(person.connection(bank.id))
  await person.proveByCode()
  person.answer(await person.elicitation('passkey_registration'), {})
  await registering
}
