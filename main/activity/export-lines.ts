// Writes the record as JSON Lines that anybody can check with the public key: header, rows, signed head.
import type { Activity } from '../../shared/model/activity.ts'
import { sha256Hex } from '../interaction/digest.ts'
import type { ActivityRepository } from '../store/repositories.ts'
import { formatVersion, headType, lineOf, type ExportHeader } from './export-format.ts'
import { listRange, type AskedRange, type ExportRange } from './export-range.ts'
import { publicJwkSchema, signJws, type PublicJwk, type SigningKey } from './signing.ts'

export interface ExportFacts {
  readonly key: SigningKey
  readonly asked: AskedRange
  readonly range: ExportRange
  readonly madeAtMs: number
  readonly appVersion: string
}

/** Pieces of the file, in order. Reads the store between two pieces, and holds no more than one of them. */
export function* buildExportLines(
  activity: ActivityRepository,
  facts: ExportFacts,
): Generator<string> {
  const header = lineOf(buildHeader(activity, facts))
  yield `${header}\n`
  let last: Activity | null = null
  let count = 0
  for (const rows of listRange(activity, facts.range)) {
    yield rows.map((row) => `${lineOf(row)}\n`).join('')
    last = rows.at(-1) ?? last
    count += rows.length
  }
  const { firstSequence, previousHash } = facts.range
  const head = signJws(facts.key, headType, {
    headerSha256: sha256Hex(header),
    count,
    lastSequence: last?.sequence ?? firstSequence - 1,
    lastHash: last?.hash ?? previousHash,
    atMs: facts.madeAtMs,
  })
  yield `${lineOf({ head })}\n`
}

function buildHeader(
  activity: ActivityRepository,
  { key, asked, range, madeAtMs, appVersion }: ExportFacts,
): ExportHeader {
  const { whole, firstSequence, previousHash } = range
  return {
    countersignActivity: formatVersion,
    madeAtMs,
    appVersion,
    range: { fromMs: asked.fromMs, toMs: asked.toMs },
    whole,
    firstSequence,
    previousHash,
    keys: listKeys(activity, key),
  }
}

/** The head's key first, then every other one that the record names. */
function listKeys(activity: ActivityRepository, { kid, publicJwk }: SigningKey): PublicJwk[] {
  const others = activity.listOfKind('receipt_key').flatMap(({ detailJson }) => {
    const detail = JSON.parse(detailJson) as { kid?: unknown; jwk?: unknown }
    const jwk = publicJwkSchema.safeParse(detail.jwk)
    return jwk.success && detail.kid !== kid ? [jwk.data] : []
  })
  const distinct = new Map(others.map((jwk) => [JSON.stringify(jwk), jwk]))
  return [publicJwk, ...distinct.values()]
}
