// Wires the rules: their ends, the tools that change under them, and what the person does with them.
import { text } from '../shared/catalogue/text.ts'
import { CountersignError } from '../shared/errors.ts'
import type { Clock, Log, MakeId } from '../shared/model/ports.ts'
import { buildRuleDetail } from './agent/rule-view.ts'
import type { NoticeBoard } from './bootstrap-notices.ts'
import { askRule, forbidAlike, stopRule } from './interaction/change-rules.ts'
import { connectionName } from './interaction/interaction-title.ts'
import type { InteractionQueue } from './interaction/queue.ts'
import { createRuleUpkeep, type RuleUpkeepParts } from './interaction/rule-upkeep.ts'
import { makeVisibleLine } from './interaction/visible.ts'
import type { RuleServices } from './ipc/rule-handlers.ts'
import type { Store } from './store/repositories.ts'

export interface RuleWiring {
  readonly store: Store
  readonly queue: InteractionQueue
  readonly notices: Pick<NoticeBoard, 'tell'>
  readonly clock: Clock
  readonly makeId: MakeId
  readonly log: Log
  readonly onChanged: () => void
}

export type Rules = RuleServices['rules'] & {
  /** The tools of this connection may have been read anew. */
  onToolsRead(connectionId: string): void
  start(): void
  stopWaiting(): void
}

export function wireRules(wiring: RuleWiring): Rules {
  const { store, queue, clock, onChanged } = wiring
  const upkeep = createRuleUpkeep({ ...wiring, onVoided: (...told) => tellVoided(wiring, told) })
  // A rule is made or widened together with the answer to a question.
  queue.onEvent(({ kind, interaction }) => {
    if (kind === 'closed' && interaction.state === 'approved') upkeep.check()
  })
  const changed = (run: () => unknown): void => {
    run()
    onChanged()
  }
  return {
    load: (ruleId) => {
      const detail = buildRuleDetail(store, ruleId, clock.nowMs())
      if (detail !== null) return detail
      throw new CountersignError('interaction/bad_rule', text('rule.gone'))
    },
    stop: (ruleId, state) => changed(() => stopRule(wiring, ruleId, state)),
    ask: (request) => void askRule(wiring, request),
    denyAlike: (callId, effect, surface) =>
      changed(() => forbidAlike(wiring, callId, { effect, surface })),
    onToolsRead: (connectionId) => upkeep.onToolsRead(connectionId),
    start: () => {
      for (const { id } of store.connections.list()) upkeep.onToolsRead(id)
      upkeep.check()
    },
    stopWaiting: () => upkeep.stop(),
  }
}

/** Told once: what was allowed for the tool as it was is asked about again from now on. */
function tellVoided(
  { store, notices }: RuleWiring,
  [{ name, connectionId }, rules]: Parameters<RuleUpkeepParts['onVoided']>,
): void {
  const connection = connectionName(store, connectionId)
  const tool = makeVisibleLine(name)
  const title = text('rule.voided_title', { tool, connection })
  const body = text(rules.length === 1 ? 'rule.voided_one' : 'rule.voided', { count: rules.length })
  notices.tell({ tone: 'warn', title, body, callId: null })
}
