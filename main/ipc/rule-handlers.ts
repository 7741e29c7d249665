// Answers the verbs of rules.
import { text } from '../../shared/catalogue/text.ts'
import type { Input } from '../../shared/contract.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { ApprovalState } from '../../shared/approval-card.ts'
import type { Surface } from '../../shared/model/interaction.ts'
import type { RuleDetail } from '../../shared/rule-view.ts'
import type { Handlers } from './handlers.ts'

export interface RuleServices {
  readonly rules: {
    /** Throws `interaction/bad_rule` for one that is not there. */
    load(ruleId: string): RuleDetail
    stop(ruleId: string, state: 'paused' | 'revoked'): void
    ask(request: Input<'rule.ask'>): void
    denyAlike(callId: string, effect: 'deny' | 'high', surface: Surface): void
  }
  loadApproval(): ApprovalState
}

type RuleVerb = 'approval.deny-alike' | Extract<keyof Handlers, `rule.${string}`>
const done = { done: true } as const

export function ruleHandlers(services: () => Promise<RuleServices>): Pick<Handlers, RuleVerb> {
  return {
    'rule.load': async ({ ruleId }) => (await services()).rules.load(ruleId),
    'rule.pause': async ({ ruleId }) => {
      ;(await services()).rules.stop(ruleId, 'paused')
      return done
    },
    'rule.revoke': async ({ ruleId }) => {
      ;(await services()).rules.stop(ruleId, 'revoked')
      return done
    },
    'rule.ask': async (request) => {
      ;(await services()).rules.ask(request)
      return done
    },
    'rule.deny-alike': async ({ callId, effect }) => {
      ;(await services()).rules.denyAlike(callId, effect, 'app')
      return done
    },
    'approval.deny-alike': async (shown) => {
      const service = await services()
      service.rules.denyAlike(requireShownCall(service, shown), 'deny', 'approval')
      return done
    },
  }
}

/** What is forbidden is what the page shows, never the card that took its place meanwhile. */
function requireShownCall(
  service: RuleServices,
  { interactionId, digest }: Input<'approval.deny-alike'>,
): string {
  const { card } = service.loadApproval()
  const isShown = card?.interactionId === interactionId && card.digest === digest
  if (isShown && card.kind === 'approval' && card.call !== null) return card.call.callId
  throw new CountersignError('interaction/gone', text('interaction.gone'))
}
