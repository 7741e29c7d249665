// Raises the risk class of a call where a rule of the person says so; never lowers it.
import type { Store } from '../store/repositories.ts'
import type { Judgement } from './risk.ts'
import { coversCall, isInForce, type RuledCall } from './rule-match.ts'

/** Call with the facts that are being frozen: also after the person changed the arguments. */
export function raiseRisk(
  store: Pick<Store, 'rules'>,
  call: RuledCall,
  { judged, nowMs }: { judged: Judgement; nowMs: number },
): Judgement {
  if (judged.risk === 'high') return judged
  const rules = store.rules.listActive(call) ?? []
  const says = rules.some(
    (rule) => rule.effect === 'high' && isInForce(rule, nowMs) && coversCall(rule, call),
  )
  return says ? { risk: 'high', reason: 'rule_says_so' } : judged
}
