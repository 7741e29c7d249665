// The person of a process that is killed: approves everything, types the right code, and tries again what was refused.
import type { Engine } from '../../main/engine.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import { unharmed } from './child-chaos.ts'

const lookEveryMs = 25

export interface PersonPorts {
  readonly code: () => string
  /** After the answer was kept. */
  readonly onAnswered: (interactionId: string, state: string) => void
  readonly onRefused: (interactionId: string, error: unknown) => void
}

export function playPerson(engine: Engine, ports: PersonPorts): void {
  const look = (): void => {
    for (const one of listOpen(engine)) tryAnswer(engine, one, ports)
  }
  setInterval(look, lookEveryMs)
}

function listOpen({ queue }: Engine): Interaction[] {
  try {
    return unharmed(() => queue.listOpen())
  } catch {
    return []
  }
}

function tryAnswer(engine: Engine, one: Interaction, ports: PersonPorts): void {
  try {
    answer(engine, one, ports.code)
    ports.onAnswered(one.id, engine.queue.load(one.id)?.state ?? 'gone')
  } catch (error) {
    ports.onRefused(one.id, error)
  }
}

function answer({ queue, store }: Engine, one: Interaction, code: () => string): void {
  const { id, digest, elicitation } = one
  if (elicitation !== null) {
    const isChoice = elicitation.kind === 'authenticator_choice'
    const content: Record<string, string> = isChoice ? { authenticator: 'totp' } : { otp: code() }
    queue.answer({ interactionId: id, digest, answer: { action: 'accept', content } })
    return
  }
  const call = one.callId === null ? null : store.calls.load(one.callId)
  const sent = JSON.parse(call?.argumentsJson ?? '{}') as { amount?: number }
  const confirmation = sent.amount === undefined ? null : String(sent.amount)
  queue.approve({ interactionId: id, surface: 'approval', digest, confirmation })
}
