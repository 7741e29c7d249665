// The receipt: one signed record of what was asked, shown, decided and proved for a call, what was sent, and how it ended.
import { z } from 'zod'
import type { Activity } from '../../shared/model/activity.ts'
import type { Connection } from '../../shared/model/connection.ts'
import type { Interaction } from '../../shared/model/interaction.ts'
import type { Agent } from '../../shared/model/agent.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { sha256Hex } from '../interaction/digest.ts'
import { findProofs, proofSchema } from './proofs.ts'

/** `typ` of the JWS. */
export const receiptType = 'countersign-receipt+jws'

const nullableText = z.string().nullable()
const nullableTime = z.number().nullable()

/** Times are Unix ms; hashes are SHA-256 in hex. Holds no free text but names: reasons and results as hashes. */
export const receiptSchema = z
  .object({
    receipt: z.literal(1),
    callId: z.string(),
    taskId: z.string(),
    agent: z.object({ id: z.string(), name: nullableText }).strict(),
    connection: z
      .object({ id: z.string(), name: nullableText, url: nullableText, issuer: nullableText })
      .strict(),
    tool: z.string(),
    toolDefinitionSha256: z.string(),
    /** The digest of the call as it ran, or would have. */
    digest: z.string(),
    argumentsSha256: z.string(),
    /** The person changed the arguments: the digest of what the agent asked. */
    editedFromDigest: nullableText,
    shown: z.array(
      z
        .object({
          interactionId: z.string(),
          digest: z.string(),
          surface: z.string(),
          atMs: z.number(),
        })
        .strict(),
    ),
    decision: z
      .object({
        outcome: z.enum(['allowed', 'denied', 'none']),
        by: z.enum(['person', 'rule', 'policy', 'plan']).nullable(),
        surface: nullableText,
        ruleId: nullableText,
        /** The approved plan that it was a call of; absent where none allowed it. */
        planId: z.string().optional(),
        atMs: nullableTime,
        reasonSha256: nullableText,
      })
      .strict(),
    proofs: z.array(proofSchema),
    sent: z.array(
      z
        .object({
          attempt: z.number(),
          atMs: z.number(),
          digest: z.string(),
          /** Of the access token that went with it; null where none did. */
          tokenSha256: nullableText,
          issuer: nullableText,
          acr: nullableText,
        })
        .strict(),
    ),
    outcome: z.string(),
    resultSha256: nullableText,
    endedAtMs: nullableTime,
  })
  .strict()
export type Receipt = z.infer<typeof receiptSchema>

export interface ReceiptSource {
  readonly call: ToolCall
  /** Every row of the call up to now, oldest first. */
  readonly rows: readonly Activity[]
  readonly interactions: readonly Interaction[]
  readonly agent: Agent | null
  readonly connection: Connection | null
  /** Issuer of the deferral that the call waited for, else null. */
  readonly deferralIssuer: string | null
}

export type Detail = Readonly<Record<string, unknown>>

export function detailOf(row: Activity): Detail {
  return JSON.parse(row.detailJson) as Detail
}

export function stringOr(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

export function buildReceipt(source: ReceiptSource): Receipt {
  const { call, rows, agent, connection } = source
  return {
    receipt: 1,
    callId: call.id,
    taskId: call.taskId,
    agent: { id: call.agentId, name: agent?.name ?? null },
    connection: {
      id: call.connectionId,
      name: connection?.name ?? null,
      url: connection?.url ?? null,
      issuer: connection?.issuer ?? null,
    },
    tool: call.tool,
    toolDefinitionSha256: call.toolDefinitionHash,
    digest: call.digest,
    argumentsSha256: sha256Hex(call.argumentsJson),
    ...readRecord(rows, call.digest),
    proofs: findProofs(source),
    outcome: call.state,
    resultSha256: call.resultText === null ? null : sha256Hex(call.resultText),
    endedAtMs: call.endedAtMs,
  }
}

/** What the rows of a call say by themselves: whoever has only them can hold a receipt against it. */
export function readRecord(
  rows: readonly Activity[],
  digest: string,
): Pick<Receipt, 'editedFromDigest' | 'shown' | 'decision' | 'sent'> {
  const asked = rows.find(({ kind }) => kind === 'call_received')
  const askedDigest = asked === undefined ? null : stringOr(detailOf(asked)['digest'])
  return {
    editedFromDigest: askedDigest === digest ? null : askedDigest,
    shown: rows.filter(({ kind }) => kind === 'call_shown').map(readShown),
    decision: readDecision(rows),
    sent: rows.filter(({ kind }) => kind === 'call_sent').map(readSent),
  }
}

function readShown(row: Activity): Receipt['shown'][number] {
  const detail = detailOf(row)
  return {
    interactionId: stringOr(detail['interactionId']) ?? '',
    digest: stringOr(detail['digest']) ?? '',
    surface: stringOr(detail['surface']) ?? '',
    atMs: row.atMs,
  }
}

function readSent(row: Activity): Receipt['sent'][number] {
  const detail = detailOf(row)
  return {
    attempt: Number(detail['attempt']),
    atMs: row.atMs,
    digest: stringOr(detail['digest']) ?? '',
    tokenSha256: stringOr(detail['tokenSha256']),
    issuer: stringOr(detail['issuer']),
    acr: stringOr(detail['acr']),
  }
}

const undecided = { by: null, surface: null, ruleId: null, atMs: null, reasonSha256: null }

function readDecision(rows: readonly Activity[]): Receipt['decision'] {
  const row = rows.findLast(({ kind }) => kind === 'call_approved' || kind === 'call_denied')
  if (row === undefined) return { outcome: 'none', ...undecided }
  const detail = detailOf(row)
  const reason = stringOr(detail['reason'])
  const planId = stringOr(detail['planId'])
  const by = z.enum(['person', 'rule', 'policy', 'plan']).safeParse(detail['by'])
  return {
    outcome: row.kind === 'call_approved' ? 'allowed' : 'denied',
    by: by.success ? by.data : null,
    surface: stringOr(detail['surface']),
    ruleId: stringOr(detail['ruleId']),
    ...(planId !== null && { planId }),
    atMs: row.atMs,
    reasonSha256: reason === null ? null : sha256Hex(reason),
  }
}
