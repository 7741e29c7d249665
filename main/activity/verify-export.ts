// Checks an exported record with the public key alone: every byte of it, its order, its ends, its keys and its receipts.
import canonicalize from 'canonicalize'
import type { ZodType } from 'zod'
import type { Activity } from '../../shared/model/activity.ts'
import { sha256Hex } from '../interaction/digest.ts'
import { chainStart, hashActivity } from '../store/activity-chain.ts'
import {
  headerSchema,
  headLineSchema,
  headSchema,
  headType,
  rowSchema,
  type ExportHeader,
} from './export-format.ts'
import { readLines, type LineProblem } from './read-lines.ts'
import { detailOf, receiptSchema, receiptType } from './receipt.ts'
import {
  fingerprintOf,
  publicJwkSchema,
  readJws,
  thumbprintOf,
  type PublicJwk,
  type ReadJws,
} from './signing.ts'
import { findContradiction, type Contradiction } from './verify-call.ts'

/** What is wrong, and where: `line` of the file, `sequence` of the row, `callId` of the call, as far as it applies. */
export interface ExportProblem {
  readonly what:
    | LineProblem
    | Extract<ReadJws, { ok: false }>['reason']
    | Contradiction
    | 'empty'
    | 'no_header'
    | 'bad_line'
    | 'spelling'
    | 'missing_rows'
    | 'order'
    | 'changed'
    | 'start'
    | 'key'
    | 'foreign_key'
    | 'receipt'
    | 'second_receipt'
    | 'no_receipt'
    | 'after_receipt'
    | 'log_cut'
    | 'no_head'
    | 'after_head'
    | 'head'
  readonly line: number
  readonly callId?: string
}

export interface ExportReport {
  /** Empty: nothing is wrong. Ends after the first twenty. */
  readonly problems: readonly ExportProblem[]
  readonly rows: number
  readonly receipts: number
  /** Calls that ended unsent before there was a key to sign a receipt with. */
  readonly withoutReceipt: number
  readonly header: ExportHeader | null
  /** Of the key that signed the head; null where there is no head. */
  readonly fingerprint: string | null
  readonly lastHash: string
}

const mostProblems = 20

/** `expected`: the fingerprint or thumbprint that the person was given, spelled in any way; null for none. */
export async function verifyExport(
  chunks: AsyncIterable<Uint8Array>,
  expected: string | null,
): Promise<ExportReport> {
  const check = new ExportCheck(expected)
  for await (const read of readLines(chunks)) {
    if (read.ok) check.takeLine(read.line, read.number)
    else check.refuse(read.problem, read.number)
    if (!check.goesOn()) break
  }
  return check.finish()
}

class ExportCheck {
  readonly #expected: string | null
  readonly #problems: ExportProblem[] = []
  readonly #keys = new Map<string, PublicJwk>()
  readonly #callRows = new Map<string, Activity[]>()
  readonly #receipted = new Set<string>()
  #header: ExportHeader | null = null
  #headerLine = ''
  #fingerprint: string | null = null
  #line = 0
  #rows = 0
  #withoutReceipt = 0
  #previous = chainStart
  #sequence = 0
  /** From here on every call has its receipt and its showing on record. */
  #recordedFrom = Infinity

  constructor(expected: string | null) {
    this.#expected = expected === null ? null : spell(expected)
  }

  goesOn(): boolean {
    return this.#problems.length < mostProblems && (this.#line < 1 || this.#header !== null)
  }

  refuse(what: ExportProblem['what'], line = this.#line, callId?: string): void {
    if (this.#problems.length === mostProblems) return
    this.#problems.push({ what, line, ...(callId === undefined ? {} : { callId }) })
  }

  takeLine(line: string, number: number): void {
    this.#line = number
    if (this.#fingerprint !== null) return this.refuse('after_head')
    if (number === 1) return this.#takeHeader(line)
    const head = this.#read(headLineSchema, line)
    if (head !== null) return this.#takeHead(head.head, line)
    const row = this.#read(rowSchema, line)
    if (row === null) return this.refuse('bad_line')
    this.#checkSpelling(line, row)
    this.#takeRow(row as Activity)
  }

  finish(): ExportReport {
    if (this.#line === 0 && this.#problems.length === 0) this.refuse('empty')
    else if (this.#fingerprint === null && this.#header !== null) this.refuse('no_head')
    for (const [callId, rows] of this.#callRows) this.#checkUnreceipted(callId, rows)
    return {
      problems: this.#problems,
      rows: this.#rows,
      receipts: this.#receipted.size,
      withoutReceipt: this.#withoutReceipt,
      header: this.#header,
      fingerprint: this.#fingerprint,
      lastHash: this.#previous,
    }
  }

  #read<Value>(schema: ZodType<Value>, line: string): Value | null {
    try {
      const parsed = schema.safeParse(JSON.parse(line))
      return parsed.success ? parsed.data : null
    } catch {
      return null
    }
  }

  /** A line says what it says in one way only. */
  #checkSpelling(line: string, value: unknown): void {
    if (canonicalize(value) !== line) this.refuse('spelling')
  }

  #takeHeader(line: string): void {
    this.#headerLine = line
    this.#header = this.#read(headerSchema, line)
    if (this.#header === null) return this.refuse('no_header')
    this.#checkSpelling(line, this.#header)
    const { firstSequence, previousHash, keys } = this.#header
    this.#sequence = firstSequence - 1
    this.#previous = previousHash
    if (firstSequence === 1) {
      if (previousHash !== chainStart) this.refuse('start')
      return
    }
    // What announced them may lie before this file; its head vouches for them.
    for (const jwk of keys) this.#keys.set(thumbprintOf(jwk), jwk)
  }

  #takeRow(row: Activity): void {
    this.#rows += 1
    const { hash, ...content } = row
    const isNext = row.sequence === this.#sequence + 1
    if (!isNext) this.refuse(row.sequence > this.#sequence + 1 ? 'missing_rows' : 'order')
    else if (hashActivity(this.#previous, content) !== hash) this.refuse('changed')
    this.#previous = hash
    this.#sequence = row.sequence
    if (row.kind === 'log_cut') this.refuse('log_cut')
    if (row.kind === 'receipt_key') this.#takeKey(row)
    if (row.callId === null) return
    if (row.kind === 'receipt') this.#takeReceipt(row, row.callId)
    else this.#takeCallRow(row, row.callId)
  }

  #takeKey(row: Activity): void {
    const detail = safeDetail(row)
    const jwk = publicJwkSchema.safeParse(detail['jwk'])
    if (!jwk.success || thumbprintOf(jwk.data) !== detail['kid']) return this.refuse('key')
    this.#keys.set(thumbprintOf(jwk.data), jwk.data)
    this.#recordedFrom = Math.min(this.#recordedFrom, row.sequence)
  }

  #takeCallRow(row: Activity, callId: string): void {
    if (this.#receipted.has(callId)) {
      // That the person was told of the end is the one thing that follows it.
      if (row.kind !== 'call_told') this.refuse('after_receipt', this.#line, callId)
      return
    }
    const rows = this.#callRows.get(callId)
    if (rows === undefined) this.#callRows.set(callId, [row])
    else rows.push(row)
  }

  #takeReceipt(row: Activity, callId: string): void {
    if (this.#receipted.has(callId)) return this.refuse('second_receipt', this.#line, callId)
    this.#receipted.add(callId)
    this.#recordedFrom = Math.min(this.#recordedFrom, row.sequence)
    const rows = this.#callRows.get(callId) ?? []
    this.#callRows.delete(callId)
    const jws = safeDetail(row)['jws']
    const read = readJws(typeof jws === 'string' ? jws : '', receiptType, (kid) =>
      this.#keys.get(kid),
    )
    if (!read.ok) return this.refuse(read.reason, this.#line, callId)
    const receipt = receiptSchema.safeParse(read.payload)
    if (!receipt.success) return this.refuse('receipt', this.#line, callId)
    if (receipt.data.callId !== callId) return this.refuse('call', this.#line, callId)
    const wrong = this.#contradict(receipt.data, rows)
    if (wrong !== null) this.refuse(wrong, this.#line, callId)
  }

  #contradict(
    receipt: Parameters<typeof findContradiction>[0],
    rows: readonly Activity[],
  ): Contradiction | null {
    const [first] = rows
    const complete = this.#header?.firstSequence === 1 || first?.kind === 'call_received'
    const joined = first !== undefined && first.sequence > this.#recordedFrom
    try {
      return findContradiction(receipt, { rows, complete, joined })
    } catch {
      return 'call'
    }
  }

  #checkUnreceipted(callId: string, rows: readonly Activity[]): void {
    const ended = rows.find(({ kind }) => kind === 'call_ended')
    if (ended === undefined || ended.sequence < this.#recordedFrom) return
    if (rows.some(({ kind }) => kind === 'call_sent')) this.refuse('no_receipt', 0, callId)
    else this.#withoutReceipt += 1
  }

  #takeHead(jws: string, line: string): void {
    this.#checkSpelling(line, { head: jws })
    const own = this.#header?.keys[0]
    const ownKid = own === undefined ? '' : thumbprintOf(own)
    const read = readJws(jws, headType, (kid) => (kid === ownKid ? own : undefined))
    this.#fingerprint = fingerprintOf(ownKid)
    if (!read.ok) return this.refuse(read.reason === 'unknown_key' ? 'foreign_key' : 'head')
    if (!this.#keys.has(ownKid)) this.refuse('foreign_key')
    if (this.#expected !== null && !this.#isExpected(ownKid)) this.refuse('foreign_key')
    const head = headSchema.safeParse(read.payload)
    const isRight =
      head.success &&
      head.data.headerSha256 === sha256Hex(this.#headerLine) &&
      head.data.count === this.#rows &&
      head.data.lastSequence === this.#sequence &&
      head.data.lastHash === this.#previous
    if (!isRight) this.refuse('head')
  }

  #isExpected(kid: string): boolean {
    return this.#expected === spell(fingerprintOf(kid)) || this.#expected === spell(kid)
  }
}

/** Spaces, colons and capitals are how people write fingerprints down. */
function spell(fingerprint: string): string {
  const bare = fingerprint.replaceAll(/[\s:]/g, '')
  return /^[0-9a-f]{64}$/i.test(bare) ? bare.toLowerCase() : bare
}

function safeDetail(row: Activity): ReturnType<typeof detailOf> {
  try {
    return detailOf(row)
  } catch {
    return {}
  }
}
