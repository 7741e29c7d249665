// The pure rules of one interaction: which surface may give which answer, and what the interaction becomes.
import type { Interaction, Surface } from '../../shared/model/interaction.ts'
import type { AllowFor } from '../../shared/model/rule.ts'
import type { Settings } from '../../shared/model/settings.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { isHeldByPause } from './pause-hold.ts'

export type Refusal =
  | 'interaction/gone'
  | 'interaction/expired'
  | 'interaction/surface_refused'
  | 'interaction/digest_mismatch'
  | 'interaction/confirmation_needed'
  | 'interaction/paused'

export type AnswerEvent =
  | {
      kind: 'approve'
      surface: Surface
      digest: string | null
      /** True when the typed confirmation is right, or none is asked. */
      confirmed: boolean
      /** The rule that is made together with it; null for once. */
      allowFor: AllowFor | null
    }
  | { kind: 'deny'; surface: Surface; reason: string | null }
  | { kind: 'answer'; digest: string; accepts: boolean }
  | { kind: 'expire' }
  | { kind: 'withdraw' }

export interface RuleContext {
  /** The held call, for approvals. */
  readonly call: Pick<ToolCall, 'risk' | 'state' | 'digest'> | null
  readonly settings: Settings
  /** A pause of all agents, of its agent or of its task holds the call. */
  readonly held?: boolean
}

export type Step =
  { ok: true; interaction: Interaction; mustBeShown: boolean } | { ok: false; refusal: Refusal }

const refuse = (refusal: Refusal): Step => ({ ok: false, refusal })

function close(
  interaction: Interaction,
  change: Partial<Pick<Interaction, 'state' | 'answeredOn' | 'reason'>>,
  nowMs: number,
): Step {
  return {
    ok: true,
    mustBeShown: false,
    interaction: { ...interaction, ...change, answeredAtMs: nowMs },
  }
}

/**
 * What `event` makes of `interaction`. Answered once: anything after the first answer is `interaction/gone`.
 * Danger: `mustBeShown` steps are void unless the shown gate agrees; the caller asks it before saving.
 */
export function applyAnswer(
  interaction: Interaction,
  event: AnswerEvent,
  at: { nowMs: number; context: RuleContext },
): Step {
  if (interaction.state !== 'open') return refuse('interaction/gone')
  if (event.kind === 'withdraw') return close(interaction, { state: 'withdrawn' }, at.nowMs)
  if (event.kind === 'expire') {
    if (at.nowMs < interaction.expiresAtMs) return refuse('interaction/gone')
    return close(interaction, { state: 'expired' }, at.nowMs)
  }
  if (at.nowMs >= interaction.expiresAtMs) return refuse('interaction/expired')
  if (event.kind === 'deny') {
    const { surface, reason } = event
    return close(interaction, { state: 'denied', answeredOn: surface, reason }, at.nowMs)
  }
  const positive = event.kind === 'approve' || event.accepts
  const { settings, held = false } = at.context
  if (positive && (held || (settings.paused && isHeldByPause(interaction)))) {
    return refuse('interaction/paused')
  }
  return event.kind === 'answer'
    ? applyElicitationAnswer(interaction, event, at.nowMs)
    : applyApproval(interaction, event, at)
}

function applyElicitationAnswer(
  interaction: Interaction,
  event: Extract<AnswerEvent, { kind: 'answer' }>,
  nowMs: number,
): Step {
  if (interaction.kind !== 'elicitation') return refuse('interaction/surface_refused')
  if (event.digest !== interaction.digest) return refuse('interaction/digest_mismatch')
  const state = event.accepts ? 'answered' : 'denied'
  const step = close(interaction, { state, answeredOn: 'approval' }, nowMs)
  return step.ok ? { ...step, mustBeShown: event.accepts } : step
}

function applyApproval(
  interaction: Interaction,
  event: Extract<AnswerEvent, { kind: 'approve' }>,
  at: { nowMs: number; context: RuleContext },
): Step {
  const { call, settings } = at.context
  if (interaction.kind === 'elicitation') return refuse('interaction/surface_refused')
  if (!maySurfaceApprove(interaction, event.surface, { call, settings })) {
    return refuse('interaction/surface_refused')
  }
  if (interaction.kind === 'approval' && call?.state !== 'asking') return refuse('interaction/gone')
  if (interaction.kind === 'approval' && call?.digest !== interaction.digest) {
    return refuse('interaction/digest_mismatch')
  }
  const byView = event.surface === 'approval'
  if ((byView || event.digest !== null) && event.digest !== interaction.digest) {
    return refuse('interaction/digest_mismatch')
  }
  if (!event.confirmed) return refuse('interaction/confirmation_needed')
  const step = close(interaction, { state: 'approved', answeredOn: event.surface }, at.nowMs)
  return step.ok ? { ...step, mustBeShown: byView } : step
}

function maySurfaceApprove(
  interaction: Interaction,
  surface: Surface,
  { call, settings }: RuleContext,
): boolean {
  if (surface === 'approval') return true
  if (surface !== 'notification' || interaction.kind !== 'approval') return false
  // What the notification showed is not what would run.
  if (interaction.edited === true) return false
  return settings.notificationApprove && call !== null && call.risk !== 'high'
}
