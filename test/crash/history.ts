// Reads a profile as the next start would, and finds everything that contradicts what its processes said and what servers saw.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { chainStart, hashActivity } from '../../main/store/activity-chain.ts'
import { Database } from '../../main/store/database.ts'
import { openStore } from '../../main/store/open-store.ts'
import type { Store } from '../../main/store/repositories.ts'
import { Secret } from '../../shared/model/secret.ts'
import { endedCallStates, type ToolCall } from '../../shared/model/tool-call.ts'
import type { Effect } from '../sandbox/world.ts'
import type { Heard } from './heard.ts'

/** Contradictions in plain words; empty when the history holds. */
export function checkHistory(
  folder: string,
  heard: readonly Heard[],
  effects: readonly Effect[],
): string[] {
  const file = path.join(folder, 'countersign.db')
  if (!existsSync(file)) return heard.some(isKept) ? ['the database is gone'] : []
  const problems = checkFile(file)
  const { store, recoveredFrom } = openStore({
    folder,
    // What is sealed stays closed: a key of a keychain that is away.
    vault: {
      keyId: 'keychain-of-the-check',
      seal: () => Promise.reject(new Error('not used')),
      open: () => Promise.resolve(new Secret('')),
    },
    clock: { nowMs: () => Date.now() },
    log: (level, message) => void (level === 'error' && problems.push(`log: ${message}`)),
  })
  try {
    if (recoveredFrom !== null) problems.push('the database was damaged')
    problems.push(...checkChain(store), ...checkKept(store, heard), ...checkRefused(store, heard))
    problems.push(...checkEffects(store, effects), ...checkAnswered(store, heard))
    return problems
  } finally {
    store.close()
  }
}

/** What the last word of the history must be. */
export function listCalls(store: Store): ToolCall[] {
  const byActivity = store.activity.listOfKind('call_received').map(({ callId }) => callId ?? '')
  return byActivity.flatMap((id) => store.calls.load(id) ?? [])
}

function isKept(heard: Heard): heard is Extract<Heard, { head: unknown }> {
  return 'head' in heard
}

function checkFile(file: string): string[] {
  const database = new Database(file)
  try {
    const found = database
      .all('PRAGMA integrity_check')
      .map((row) => String(row['integrity_check']))
    return found.filter((line) => line !== 'ok').map((line) => `integrity: ${line}`)
  } finally {
    database.close()
  }
}

function checkChain(store: Store): string[] {
  let previous = chainStart
  const broken: string[] = []
  for (const { hash, ...row } of store.activity.listAfter(0, 1_000_000)) {
    if (hashActivity(previous, row) !== hash) broken.push(`chain: row ${String(row.sequence)}`)
    previous = hash
  }
  return broken
}

/** A call that was said to be in a state was saved so: it is there, and its record has the row that was last then. */
function checkKept(store: Store, heard: readonly Heard[]): string[] {
  return heard.filter(isKept).flatMap((one) => {
    const { kind, id, state, head } = one
    const lost: string[] = []
    if (head !== null && store.activity.load(head.sequence)?.hash !== head.hash) {
      lost.push(`row ${String(head.sequence)}, said with ${kind} ${id}, is lost`)
    }
    const call = kind === 'call' ? store.calls.load(id) : null
    if (kind === 'call' && call === null) lost.push(`call ${id} is lost`)
    if (call !== null && isEnded(state) && call.state !== state) {
      lost.push(`call ${id} ended ${state} and is ${call.state} now`)
    }
    const answered = kind === 'answer' ? store.interactions.load(id) : null
    if (kind === 'answer' && state !== 'gone' && answered?.state === 'open') {
      lost.push(`the answer to ${id} is lost`)
    }
    return lost
  })
}

function isEnded(state: string): boolean {
  return [...endedCallStates].some((ended) => ended === state)
}

/** What was said not to be saved must not come back: only a failing disk may leave that unknown. */
function checkRefused(store: Store, heard: readonly Heard[]): string[] {
  const last = new Map<string, Heard>()
  for (const one of heard)
    if (one.kind === 'refused' || one.kind === 'answer') last.set(one.id, one)
  return [...last].flatMap(([id, one]) => {
    if (one.kind !== 'refused' || (one.code !== 'store/failed' && one.code !== 'store/full'))
      return []
    const isBack = store.interactions.load(id)?.state === 'approved'
    return isBack ? [`${id} was said not to be saved (${one.code}), and is`] : []
  })
}

/** An agent that was given a result may count on it. */
function checkAnswered(store: Store, heard: readonly Heard[]): string[] {
  const done = new Set(
    listCalls(store)
      .filter(({ state }) => state === 'done')
      .map(({ argumentsJson }) => (JSON.parse(argumentsJson) as { amount?: number }).amount),
  )
  return heard.flatMap((one) =>
    one.kind === 'answered' && !done.has(one.amount)
      ? [`the call of ${String(one.amount)} was answered, and is not done`]
      : [],
  )
}

function checkEffects(store: Store, effects: readonly Effect[]): string[] {
  return listCalls(store).flatMap((call) => {
    const { amount } = JSON.parse(call.argumentsJson) as { amount?: number }
    const runs = effects.filter(
      (effect) => effect.tool === call.tool && effect.arguments['amount'] === amount,
    )
    const wrong: string[] = []
    const words = `${call.tool} ${String(amount)} (${call.state})`
    if (runs.length > 1) wrong.push(`${words} ran ${String(runs.length)} times`)
    if (call.state === 'done' && runs.length === 0) wrong.push(`${words} never ran`)
    const { endedAtMs } = call
    // Of one that ended `unknown` nobody knows when: it may run after the next start has given it up.
    const isLate = call.state === 'done' && runs.some(({ at }) => at > (endedAtMs ?? Infinity))
    if (isLate) wrong.push(`${words} ran after its end`)
    const ranUnsent = !mayHaveRun(call) && runs.length > 0
    if (ranUnsent) wrong.push(`${words} ran`)
    if (runs.length > 0 && call.approvalSpentAtMs === null) wrong.push(`${words} ran unapproved`)
    return wrong
  })
}

/** Its bytes may be on the way, or their answer be lost. */
function mayHaveRun({ state }: ToolCall): boolean {
  return state === 'sending' || state === 'done' || state === 'unknown'
}
