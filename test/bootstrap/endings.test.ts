// Proves that an ending is told once, also when the process died between the end and the telling.
import { expect, test } from 'vitest'
import { findUntoldEndings, saveTold } from '../../main/bootstrap-endings.ts'
import type { CallState, ToolCall } from '../../shared/model/tool-call.ts'
import { createMemoryStore } from '../fakes/memory-store.ts'

function endedCall(id: string, state: CallState, part: Partial<ToolCall> = {}): ToolCall {
  return {
    id,
    agentId: 'bookkeeper',
    taskId: 'task',
    connectionId: 'bank',
    tool: 'pay',
    toolDefinitionHash: 'h',
    argumentsJson: '{}',
    digest: 'd',
    risk: 'high',
    riskReason: 'moves_money',
    why: '',
    state,
    decidedBy: 'person',
    decidedAtMs: 1,
    approvalSpentAtMs: 2,
    attempts: 1,
    refreshRounds: 0,
    interactiveRounds: 0,
    lastChallenge: null,
    grantId: null,
    deferralId: null,
    outcomeText: 'It ran.',
    resultText: null,
    receivedAtMs: 0,
    expiresAtMs: 9,
    endedAtMs: 3,
    ...part,
  }
}

function storeWith(...calls: ToolCall[]) {
  const store = createMemoryStore()
  for (const call of calls) {
    store.calls.save(call)
    const { id: callId, taskId, connectionId } = call
    store.activity.append({ kind: 'call_ended', callId, taskId, connectionId, detail: {} })
  }
  return store
}

test('[APP-20] an ending that was recorded but never told is found after a start, oldest first', () => {
  const store = storeWith(endedCall('first', 'done'), endedCall('second', 'unknown'))
  expect(findUntoldEndings(store).map((call) => call.id)).toEqual(['first', 'second'])
})

test('[APP-20] an ending that was told is not told again', () => {
  const call = endedCall('first', 'done')
  const store = storeWith(call)
  saveTold(store, call)
  // Dies if: the telling is not recorded, or the record is not looked at.
  expect(findUntoldEndings(store)).toEqual([])
})

test('[APP-20] what the person ended themselves is not news', () => {
  const store = storeWith(endedCall('denied', 'denied'), endedCall('stopped', 'cancelled'))
  expect(findUntoldEndings(store)).toEqual([])
})
