// A small world that keeps a record: calls that were approved, denied and sent again, and the export of all of it.
import { buildExportLines } from '../../main/activity/export-lines.ts'
import { findExportRange } from '../../main/activity/export-range.ts'
import { createShownRecord } from '../../main/activity/shown-record.ts'
import type { SigningKey } from '../../main/activity/signing.ts'
import { verifyExport, type ExportReport } from '../../main/activity/verify-export.ts'
import type { Store } from '../../main/store/repositories.ts'
import { createJourneyWorld, receiptKey, type JourneyWorld } from '../agent/journey-world.ts'

/** Lets everything that was begun come to its end. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve()
}

/** A journey whose questions are put on record as shown. */
export function createRecordWorld(): JourneyWorld {
  const world = createJourneyWorld()
  const { store, queue, clock } = world
  const log = (): void => undefined
  createShownRecord({ store, queue, clock, log, shownGate: { requireShown: () => undefined } })
  return world
}

export async function approveOne(world: JourneyWorld): Promise<string> {
  const call = world.receive('prepare_transfer', { amount: 20, recipient: 'Nordlicht' })
  await settle()
  world.approve(call.id)
  await settle()
  return call.id
}

export async function denyOne(world: JourneyWorld, reason: string | null = null): Promise<string> {
  const call = world.receive('prepare_transfer', { amount: 7, recipient: 'Weber' })
  await settle()
  const [open] = world.store.interactions.listOpenOfCall(call.id)
  world.queue.deny({ interactionId: open?.id ?? '', surface: 'app', reason })
  await settle()
  return call.id
}

/** Signed with `by`, which the record must name already unless a test wants it not to. */
export function exportAll(store: Store, by: SigningKey = receiptKey): string {
  const asked = { fromMs: null, toMs: null }
  const range = findExportRange(store.activity, asked)
  const facts = { key: by, asked, range, madeAtMs: 1_750_000_000_000, appVersion: '0.0.0' }
  return [...buildExportLines(store.activity, facts)].join('')
}

/** In pieces of `size` bytes, as a file is read. */
export async function* piecesOf(bytes: Uint8Array, size = 64 * 1024): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

export function verify(
  file: string | Uint8Array,
  fingerprint: string | null = null,
): Promise<ExportReport> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file
  return verifyExport(piecesOf(bytes), fingerprint)
}

/** What is wrong with it, without places. */
export async function problemsOf(file: string | Uint8Array): Promise<string[]> {
  return (await verify(file)).problems.map(({ what }) => what)
}
