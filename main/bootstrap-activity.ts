// Wires the record: the key that signs it, its head in the keychain, what was shown, its checks and its exports.
import { currentLanguage, text } from '../shared/catalogue/text.ts'
import type { Input, Output } from '../shared/contract.ts'
import { CountersignError } from '../shared/errors.ts'
import type { Activity } from '../shared/model/activity.ts'
import type { Log } from '../shared/model/ports.ts'
import { findAnyChainProblem } from './activity/check-chain.ts'
import { buildExportLines, type ExportFacts } from './activity/export-lines.ts'
import { buildExportPage } from './activity/export-page.ts'
import { findExportRange } from './activity/export-range.ts'
import { createLogHead, type LogDamage, type LogHead } from './activity/log-head.ts'
import { openReceiptKey, type ReceiptKey } from './activity/receipt-key.ts'
import { createReceipts, type Receipts } from './activity/receipts.ts'
import { fingerprintOf } from './activity/signing.ts'
import { writeExport } from './activity/write-export.ts'
import { listActivity } from './agent/activity-list.ts'
import { loadCallHistory } from './agent/call-history.ts'
import { listDecisionDays, nameDay } from './agent/decision-days.ts'
import { buildActivityRow } from './agent/timeline.ts'
import type { World } from './engine.ts'
import type { NoticeBoard } from './bootstrap-notices.ts'
import type { StoreFile } from './store/open-store.ts'
import type { Store } from './store/repositories.ts'
import type { Vault } from './vault/vault.ts'

export interface ActivityRecord {
  /** The store, whose appended rows are kept count of. */
  readonly store: Store
  readonly key: ReceiptKey | null
  readonly receipts: Receipts
  /** Compares the record with what was kept of it, and tells the person of what is missing. Never rejects. */
  check(notices: Pick<NoticeBoard, 'tell'>): Promise<void>
  /** Keeps the head a last time. Call before the store is closed. */
  stop(): Promise<void>
}

interface OpenedRecordStore {
  readonly store: Store
  readonly file: Pick<StoreFile, 'flush'>
}

/** Call before anything else is appended: it remembers where the record ended. */
export async function openRecord(
  world: Pick<World, 'keychain' | 'clock' | 'log'>,
  { store: given, file }: OpenedRecordStore,
  vault: Pick<Vault, 'survivesRestart'>,
): Promise<ActivityRecord> {
  const { clock, log } = world
  const keychain = vault.survivesRestart ? world.keychain : null
  const head = createLogHead({ store: given, flush: () => file.flush(), keychain, clock, log })
  const store = noteAppends(given, head)
  const { survivesRestart } = vault
  const key = await openReceiptKey({ secrets: store.secrets, survivesRestart, log })
  const receipts = createReceipts(store, key)
  try {
    receipts.announceKey()
  } catch (error) {
    log('warn', 'The receipt key could not be put on record yet', error)
  }
  const check = (notices: Pick<NoticeBoard, 'tell'>): Promise<void> =>
    checkRecord({ store, head, log }, notices)
  return { store, key, receipts, check, stop: () => head.stop() }
}

function noteAppends(store: Store, head: LogHead): Store {
  const append: Store['activity']['append'] = (entry) => {
    const row = store.activity.append(entry)
    head.note()
    return row
  }
  return { ...store, activity: { ...store.activity, append } }
}

interface Checked {
  readonly store: Store
  readonly head: LogHead
  readonly log: Log
}

async function checkRecord(
  { store, head, log }: Checked,
  notices: Pick<NoticeBoard, 'tell'>,
): Promise<void> {
  try {
    const damage = await head.check()
    if (damage === null || isKnown(store, damage)) return
    log('error', 'The record of activity is not as it was left', damage)
    const { what, sequence, foundCount: found } = damage
    const expected = damage.expectedCount ?? found
    const title = text(`record.${what}_title`)
    const body = text(`record.${what}`, { expected, found, sequence })
    notices.tell({ tone: 'bad', title, body, callId: null })
    store.activity.append({ kind: 'log_cut', ...nobody, detail: { ...damage } })
  } catch (error) {
    log('error', 'The record of activity could not be checked', error)
  }
}

const nobody = { callId: null, taskId: null, connectionId: null }

/** A changed row stays changed, and is told of once. */
function isKnown({ activity }: Store, { what, sequence }: LogDamage): boolean {
  return activity.listOfKind('log_cut').some(({ detailJson }) => {
    const known = JSON.parse(detailJson) as Partial<LogDamage>
    return what === 'changed' && known.what === what && known.sequence === sequence
  })
}

/** Where an export goes: a path, or null when the person changed their mind. */
export type ChooseSaveFile = (asked: {
  title: string
  /** Without a folder. */
  name: string
  kind: string
  extension: string
}) => Promise<string | null>

export interface ActivityService {
  list(input: Input<'activity.list'>): Output<'activity.list'>
  call(input: Input<'activity.call'>): Output<'activity.call'>
  days(input: Input<'activity.days'>): Output<'activity.days'>
  about(): Output<'activity.about'>
  check(): Promise<Output<'activity.check'>>
  export(input: Input<'activity.export'>): Promise<Output<'activity.export'>>
}

export interface ActivityServiceParts {
  readonly record: Pick<ActivityRecord, 'store' | 'key' | 'receipts'>
  readonly world: Pick<World, 'clock' | 'log' | 'version'>
  readonly chooseSaveFile: ChooseSaveFile
}

export function createActivityService(parts: ActivityServiceParts): ActivityService {
  const { record, world } = parts
  const { store, key } = record
  let exporting = false
  return {
    list: ({ filter, beforeSequence }) => listActivity(store, filter, beforeSequence),
    call: ({ callId }) => loadCallHistory(store, callId),
    days: ({ days }) => ({ days: listDecisionDays(store, days, world.clock.nowMs()) }),
    about: () => ({
      count: store.activity.last()?.sequence ?? 0,
      fingerprint: key === null ? null : fingerprintOf(key.kid),
      keyLasts: key?.lasts ?? false,
    }),
    check: () => checkChain(store),
    async export(input) {
      if (exporting) return { isGood: false, words: text('record.export_busy') }
      exporting = true
      try {
        return await runExport(parts, input)
      } finally {
        exporting = false
      }
    },
  }
}

async function checkChain({ activity }: Store): Promise<Output<'activity.check'>> {
  const count = activity.last()?.sequence ?? 0
  if (count === 0) return { isGood: true, words: text('record.checked_empty') }
  const sequence = await findAnyChainProblem(activity, count, breathe)
  return sequence === null
    ? { isGood: true, words: text('record.checked', { count }) }
    : { isGood: false, words: text('record.checked_bad', { sequence }) }
}

async function runExport(
  parts: ActivityServiceParts,
  input: Input<'activity.export'>,
): Promise<Output<'activity.export'>> {
  const { record, world } = parts
  const { key, receipts, store } = record
  if (key === null) return { isGood: false, words: text('record.export_no_key') }
  const day = nameDay(new Date(world.clock.nowMs()))
  const file = await parts.chooseSaveFile({
    title: text('record.export_title'),
    name: `${text('record.export_name', { day })}.${input.format}`,
    kind: text(`record.file_${input.format}`),
    extension: input.format,
  })
  if (file === null) return { isGood: true, words: text('record.export_cancelled') }
  try {
    receipts.announceKey()
    return await writeRange(parts, { ...input, file, key, store })
  } catch (error) {
    world.log('warn', 'An export could not be written', error)
    return { isGood: false, words: describeFailure(error) }
  }
}

type Exporting = Input<'activity.export'> & {
  readonly file: string
  readonly key: ReceiptKey
  readonly store: Store
}

async function writeRange(
  { world }: ActivityServiceParts,
  { file, format, fromMs, toMs, key, store }: Exporting,
): Promise<Output<'activity.export'>> {
  const asked = { fromMs, toMs }
  const range = findExportRange(store.activity, asked)
  const count = range.lastSequence - range.firstSequence + 1
  if (count === 0) return { isGood: false, words: text('record.exported_none') }
  const madeAtMs = world.clock.nowMs()
  const facts: ExportFacts = { key, asked, range, madeAtMs, appVersion: world.version }
  const describe = (row: Activity): ReturnType<typeof buildActivityRow> =>
    buildActivityRow(store, row)
  const language = currentLanguage()
  const pieces =
    format === 'jsonl'
      ? buildExportLines(store.activity, facts)
      : buildExportPage(store.activity, facts, { describe, language })
  await writeExport(file, pieces, breathe)
  return { isGood: true, words: text(countKey(count), { count, file }) }
}

function countKey(count: number): 'record.exported' | 'record.exported_one' {
  return count === 1 ? 'record.exported_one' : 'record.exported'
}

function describeFailure(error: unknown): string {
  if (error instanceof CountersignError) return error.message
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOSPC' || code === 'EDQUOT') return text('record.export_full')
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return text('record.export_denied')
  const reason = code === '' ? String(error) : code
  return text('record.export_failed', { reason })
}

/** Lets what the person does come first. */
function breathe(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve))
}
