// Proves that nothing of an exported record can be changed, cut, moved or signed by somebody else without being found.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import canonicalize from 'canonicalize'
import { longestLineBytes } from '../../main/activity/export-format.ts'
import { createSigningKey, fingerprintOf } from '../../main/activity/signing.ts'
import { describeUsage, parseVerifyArguments, verifyFile } from '../../main/activity/verify-file.ts'
import { verifyExport } from '../../main/activity/verify-export.ts'
import { receiptKey } from '../agent/journey-world.ts'
import {
  approveOne,
  createRecordWorld,
  denyOne,
  exportAll,
  piecesOf,
  problemsOf,
  settle,
  verify,
} from './record-world.ts'

async function makeExport(): Promise<string> {
  const world = createRecordWorld()
  await approveOne(world)
  await denyOne(world, 'Not “this” week. ✓')
  return exportAll(world.store)
}

const linesOf = (file: string): string[] => file.split('\n').slice(0, -1)
const fileOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('')

describe('a sound export', () => {
  test('[ACT-01] is found sound, whole, and of the key that the app shows', async () => {
    const file = await makeExport()
    const report = await verify(file)
    expect(report.problems).toEqual([])
    expect(report).toMatchObject({ rows: linesOf(file).length - 2, receipts: 2, withoutReceipt: 0 })
    expect(report.header?.whole).toBe(true)
    expect(report.fingerprint).toBe(fingerprintOf(receiptKey.kid))
  })

  test('[ACT-01] is found sound in pieces of any size', async () => {
    const bytes = Buffer.from(await makeExport())
    for (const size of [1, 7, 4096]) {
      expect((await verifyExport(piecesOf(bytes, size), null)).problems).toEqual([])
    }
  })

  test('[ACT-01] takes the fingerprint however it is written down, and no other', async () => {
    const file = await makeExport()
    const fingerprint = fingerprintOf(receiptKey.kid)
    const spelled = [fingerprint, fingerprint.replaceAll(' ', ':').toUpperCase(), receiptKey.kid]
    for (const one of spelled) expect((await verify(file, one)).problems).toEqual([])
    const other = fingerprintOf(createSigningKey().key.kid)
    expect((await verify(file, other)).problems).toMatchObject([{ what: 'foreign_key' }])
  })
})

describe('a changed export', () => {
  // Dies if: any member is left out of the hash, the header out of the head, or a line may be spelled in two ways.
  test('[ACT-02] every flipped byte is found', { timeout: 120_000 }, async () => {
    const world = createRecordWorld()
    await approveOne(world)
    const sound = Buffer.from(exportAll(world.store))
    const missed: number[] = []
    for (let at = 0; at < sound.length; at += 1) {
      const bytes = Buffer.from(sound)
      bytes.writeUInt8(sound.readUInt8(at) ^ (1 << (at % 8)), at)
      if ((await problemsOf(bytes)).length === 0) missed.push(at)
    }
    expect(missed).toEqual([])
  })

  // Dies if: the count, the last hash or the end of the file is not compared.
  test('[ACT-03] cut behind any line, or before any, it is found', async () => {
    const lines = linesOf(await makeExport())
    for (let at = 0; at < lines.length; at += 1) {
      expect([at, await problemsOf(fileOf(lines.slice(0, at)))]).not.toEqual([at, []])
      if (at > 0) expect([at, await problemsOf(fileOf(lines.slice(at)))]).not.toEqual([at, []])
      const without = lines.filter((_line, position) => position !== at)
      expect([at, await problemsOf(fileOf(without))]).not.toEqual([at, []])
    }
  })

  test('[ACT-03] cut at any byte, it is found', async () => {
    const bytes = Buffer.from(await makeExport())
    for (let at = 1; at < bytes.length; at += 11) {
      expect([at, await problemsOf(bytes.subarray(0, at))]).not.toEqual([at, []])
    }
    expect(await problemsOf(bytes.subarray(0, bytes.length / 2))).toContain('cut')
  })

  // Dies if: the sequence is not compared, or a hash does not cover the one before.
  test('[ACT-04] with two lines in each other’s place, or one twice, it is found', async () => {
    const lines = linesOf(await makeExport())
    for (let at = 0; at + 1 < lines.length; at += 1) {
      const [one = '', other = ''] = lines.slice(at, at + 2)
      const swapped = lines.with(at, other).with(at + 1, one)
      expect([at, await problemsOf(fileOf(swapped))]).not.toEqual([at, []])
      const twice = lines.toSpliced(at, 0, one)
      expect([at, await problemsOf(fileOf(twice))]).not.toEqual([at, []])
    }
  })

  // Dies if: the head may be signed by a key that the record does not name.
  test('[ACT-05] signed again with a foreign key, it is found', async () => {
    const world = createRecordWorld()
    await approveOne(world)
    const { key: foreign } = createSigningKey()
    expect(await problemsOf(exportAll(world.store, foreign))).toEqual(['foreign_key'])
  })

  // Dies if: only the file's own word is taken for whose key it is.
  test('[ACT-05] forged as a whole by somebody else, its fingerprint tells', async () => {
    const world = createRecordWorld()
    const { key: foreign } = createSigningKey()
    const detail = { kid: foreign.kid, jwk: foreign.publicJwk, lasts: true }
    world.store.activity.append({ kind: 'receipt_key', ...nobody, detail })
    const file = exportAll(world.store, foreign)
    expect((await verify(file)).fingerprint).not.toBe(fingerprintOf(receiptKey.kid))
    const asked = await verify(file, fingerprintOf(receiptKey.kid))
    expect(asked.problems).toMatchObject([{ what: 'foreign_key' }])
  })
})

const nobody = { callId: null, taskId: null, connectionId: null }

describe('a record that contradicts itself, signed with the right key', () => {
  // Dies if: receipts are checked by their signature alone.
  test.each([
    ['tool', { tool: 'pay' }],
    ['decided', { decision: { by: 'rule' } }],
    ['sent', { sent: [] }],
    ['shown', { shown: [] }],
    ['outcome', { outcome: 'denied' }],
    ['asked', { digest: '0'.repeat(64) }],
    ['call', { taskId: 'another' }],
  ])('[RCPT-05] a receipt that lies about %s is found', async (what, lie) => {
    const { buildReceipt, receiptType } = await import('../../main/activity/receipt.ts')
    const { signJws } = await import('../../main/activity/signing.ts')
    const world = createRecordWorld()
    const callId = await approveOne(world)
    const { store } = world
    const rows = store.activity.listByCall(callId).filter(({ kind }) => kind !== 'receipt')
    const call = world.call(callId)
    const connection = store.connections.load(call.connectionId)
    const source = { call, rows, interactions: [], agent: null, connection, deferralIssuer: null }
    const honest = buildReceipt(source)
    const decision = { ...honest.decision, ...('decision' in lie ? lie.decision : {}) }
    const forged = { ...honest, ...lie, decision }
    const copy = createRecordWorld().store
    for (const row of store.activity.listAfter(0, 100)) {
      const { kind, taskId, connectionId, detailJson } = row
      const jws = signJws(receiptKey, receiptType, forged)
      const detail = kind === 'receipt' ? { jws } : (JSON.parse(detailJson) as object)
      const sealed = { kind, callId: row.callId, taskId, connectionId, detail: { ...detail } }
      copy.activity.append(sealed)
    }
    expect(await problemsOf(exportAll(copy))).toEqual([what])
  })

  test('[ACT-02] the other signature that anybody can make of one is not taken for it', async () => {
    const lines = linesOf(await makeExport())
    const { head } = JSON.parse(lines.at(-1) ?? '') as { head: string }
    const signature = Buffer.from(head.split('.')[2] ?? '', 'base64url')
    const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
    const s = BigInt(`0x${signature.subarray(32).toString('hex')}`)
    const other = Buffer.from((order - s).toString(16).padStart(64, '0'), 'hex')
    const swapped = Buffer.concat([signature.subarray(0, 32), other]).toString('base64url')
    const forged = `${head.slice(0, head.lastIndexOf('.'))}.${swapped}`
    const file = fileOf([...lines.slice(0, -1), JSON.stringify({ head: forged })])
    // Dies if: either half of the numbers that fit is taken; the bytes of the last line could be changed unseen.
    expect((await verify(file)).problems).toMatchObject([{ what: 'head' }])
  })

  test('[ACT-02] a key that is no point of its curve is a wrong key, not a file that cannot be read', async () => {
    const lines = linesOf(await makeExport())
    const header = JSON.parse(lines[0] ?? '') as { keys: { x: string }[] }
    const x = Buffer.alloc(32, 7).toString('base64url')
    const keys = header.keys.map((jwk) => ({ ...jwk, x, y: x }))
    const jwk = keys[0] ?? { kty: 'EC', crv: 'P-256', x, y: x }
    const { thumbprintOf } = await import('../../main/activity/signing.ts')
    const kid = thumbprintOf(jwk as Parameters<typeof thumbprintOf>[0])
    const { head } = JSON.parse(lines.at(-1) ?? '') as { head: string }
    const [, ...rest] = head.split('.')
    const named = canonicalize({ alg: 'ES256', kid, typ: 'countersign-activity-head+jws' })
    const forged = [Buffer.from(String(named)).toString('base64url'), ...rest].join('.')
    const file = fileOf([
      String(canonicalize({ ...header, keys })),
      ...lines.slice(1, -1),
      JSON.stringify({ head: forged }),
    ])
    const problems = await problemsOf(file)
    expect(problems).toContain('head')
  })

  test('[RCPT-05] what is recorded of a call after its receipt is found', async () => {
    const world = createRecordWorld()
    const callId = await approveOne(world)
    const about = { callId, taskId: 'task', connectionId: 'harbor' }
    world.store.activity.append({ kind: 'call_told', ...about, detail: {} })
    expect(await problemsOf(exportAll(world.store))).toEqual([])
    world.store.activity.append({ kind: 'call_sent', ...about, detail: { attempt: 2 } })
    expect(await problemsOf(exportAll(world.store))).toEqual(['after_receipt'])
  })

  test('[RCPT-05] a call that was sent and has no receipt is found', async () => {
    const world = createRecordWorld()
    await approveOne(world)
    const about = { callId: 'other', taskId: 'task', connectionId: 'harbor' }
    for (const kind of ['call_received', 'call_sent', 'call_ended'] as const)
      world.store.activity.append({ kind, ...about, detail: {} })
    expect(await problemsOf(exportAll(world.store))).toEqual(['no_receipt'])
  })

  test('[ACT-06] that the app found its own record cut is said', async () => {
    const world = createRecordWorld()
    await approveOne(world)
    world.store.activity.append({ kind: 'log_cut', ...nobody, detail: { what: 'cut' } })
    expect(await problemsOf(exportAll(world.store))).toEqual(['log_cut'])
  })
})

describe('what is no export at all', () => {
  const written = (content: string | Uint8Array): string => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-verify-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, 'export.jsonl')
    writeFileSync(file, content)
    return file
  }

  test.each<[string, string | Uint8Array, RegExp]>([
    ['empty', '', /the file is empty/],
    ['not text', Uint8Array.from({ length: 5000 }, (_, at) => at * 167), /not text in UTF-8/],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x0a]), /not text in UTF-8/],
    ['of another kind', '{"hello":1}\n', /does not begin as an export/],
    ['one newline', '\n', /does not begin as an export/],
    ['deep JSON', `${'['.repeat(100_000)}\n`, /does not begin as an export/],
  ])('[ACT-07] %s: said in words, nothing crashes', async (_what, content, words) => {
    const { isSound, lines } = await verifyFile(written(content), null)
    expect(isSound).toBe(false)
    expect(lines.join('\n')).toMatch(words)
  })

  test('[ACT-07] a line of 100 MB is refused and never held', async () => {
    const piece = new Uint8Array(1024 * 1024).fill(0x61)
    let given = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      while (given < 100) {
        given += 1
        yield piece
      }
    }
    const report = await verifyExport(endless(), null)
    expect(report.problems).toEqual([{ what: 'too_long', line: 1 }])
    expect(given).toBeLessThanOrEqual(longestLineBytes / piece.length + 1)
  })

  test('[ACT-07] a file that is not there and a folder are said in words', async () => {
    expect((await verifyFile('/nowhere/export.jsonl', null)).lines.join()).toContain('ENOENT')
    expect((await verifyFile(tmpdir(), null)).lines.join()).toContain('EISDIR')
  })

  test('[ACT-07] what the file says cannot steer the terminal', async () => {
    const world = createRecordWorld()
    await approveOne(world)
    const about = { callId: '\u001b[2Jx\u202e', taskId: 'task', connectionId: 'harbor' }
    for (const kind of ['call_received', 'call_sent', 'call_ended'] as const)
      world.store.activity.append({ kind, ...about, detail: {} })
    const { lines } = await verifyFile(written(exportAll(world.store)), null)
    expect(lines.join('\n')).toContain('call ?[2Jx?')
    expect(lines.join('')).not.toMatch(/[\u001b\u202e]/)
  })

  test('[ACT-07] the command takes a file and a fingerprint, and nothing else', () => {
    expect(parseVerifyArguments(['a.jsonl'])).toEqual({ file: 'a.jsonl', fingerprint: null })
    const grouped = parseVerifyArguments(['a.jsonl', '--fingerprint', '3f2a', '91c0'])
    expect(grouped).toEqual({ file: 'a.jsonl', fingerprint: '3f2a 91c0' })
    expect(describeUsage()).toContain('--fingerprint')
    for (const bad of [[], ['a', 'b'], ['--fingerprint', 'x'], ['a', '--fingerprint']])
      expect(parseVerifyArguments(bad)).toBeNull()
  })
})

test('[ACT-02] a signed line in another spelling is found', async () => {
  const lines = linesOf(await makeExport())
  const row = JSON.parse(lines[2] ?? '') as Record<string, unknown>
  expect(canonicalize(row)).toBe(lines[2])
  const { sequence, ...rest } = row
  const moved = JSON.stringify({ sequence, ...rest })
  expect(await problemsOf(fileOf(lines.with(2, moved)))).toEqual(['spelling'])
  await settle()
})
