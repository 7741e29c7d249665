// Flows on a machine in trouble: changed data, a damaged file, a full disk, odd arguments.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { startEverythingServer } from '../sandbox/everything-server.ts'
import { decide } from '../sandbox/control.ts'
import { withFlow, type Flow } from './engine-harness.ts'

test('[FLOW-31] a tool that changed while its call was held is not run', () =>
  withFlow(async (flow) => {
    const { person, engine } = flow
    await person.connectBank()
    person.give('Prepare a transfer of 20 EUR to Nordlicht')
    const asked = await person.question('prepare_transfer')
    changeTools(flow)
    person.approve(asked)
    const ended = await person.end({ id: asked.callId ?? '' })
    expect(ended).toMatchObject({ state: 'failed', attempts: 0 })
    expect(ended.outcomeText).toContain('The server changed what this tool does after it was')
    expect(engine.store.activity.listByCall(ended.id).at(-1)?.kind).toBe('receipt')
    expect(flow.runs('prepare_transfer')).toBe(0)
  }))

test('[FLOW-31] a tool that changed while its call waited is not run, although it was granted', () =>
  withFlow(async (flow) => {
    const { person } = flow
    await person.connectBank()
    const call = await person.giveAndApprove('Pay 1200 EUR to Nordlicht', 'pay', '1200')
    await person.deferral(call)
    changeTools(flow)
    decide(flow.sandbox.world, {}, true)
    const ended = await person.end(call)
    expect(ended).toMatchObject({ state: 'failed', attempts: 1 })
    expect(ended.outcomeText).toContain('It was not run. Ask again to see the new one.')
    expect(flow.runs('pay')).toBe(0)
  }))

/** As if the server had listed its tools anew with another description. */
function changeTools(flow: Flow): void {
  flow.change(({ connections }) => {
    for (const { id } of connections.list()) {
      const tools = connections.listTools(id)
      const changed = tools.map((tool) => ({ ...tool, definitionHash: 'f'.repeat(64) }))
      connections.saveTools(id, changed)
    }
  })
}

// Dies if: the digest is taken from the row instead of being computed anew before sending.
test('[FLOW-32] a byte of the arguments changed after approval is refused', () =>
  withFlow(async (flow) => {
    const { person } = flow
    await person.connectBank()
    const call = await person.giveAndApprove('Pay 1200 EUR to Nordlicht', 'pay', '1200')
    await person.deferral(call)
    const now = person.call(call.id)
    const argumentsJson = now.argumentsJson.replace('Nordlicht', 'Nordlichx')
    flow.change(({ calls }) => calls.save({ ...now, argumentsJson }))
    decide(flow.sandbox.world, {}, true)
    const ended = await person.end(call)
    expect(ended).toMatchObject({ state: 'failed', attempts: 1 })
    expect(ended.outcomeText).toBe(
      'What would be sent is no longer what was approved. It was not run. Ask again to see it anew.',
    )
    expect(flow.runs('pay')).toBe(0)
  }))

test('[FLOW-32] a byte changed while the question is open is refused with the approval given', () =>
  withFlow(async (flow) => {
    const { person } = flow
    await person.connectBank()
    person.give('Prepare a transfer of 20 EUR to Nordlicht')
    const asked = await person.question('prepare_transfer')
    const now = person.call(asked.callId ?? '')
    const argumentsJson = now.argumentsJson.replace('20', '99')
    flow.change(({ calls }) => calls.save({ ...now, argumentsJson }))
    person.approve(asked)
    const ended = await person.end(now)
    expect(ended).toMatchObject({ state: 'failed', attempts: 0 })
    expect(ended.outcomeText).toContain('no longer what was approved')
    expect(flow.runs('prepare_transfer')).toBe(0)
  }))

// Dies if: spending an approval does not look at whether it was spent before.
test('[FLOW-33] one approval serves one call, once', () =>
  withFlow(async (flow) => {
    const { person, engine } = flow
    await person.connectBank()
    person.give('Prepare a transfer of 20 EUR to Nordlicht')
    const first = await person.question('prepare_transfer')
    person.approve(first)
    const done = await person.end({ id: first.callId ?? '' })
    expect(done.state).toBe('done')
    // Put back to approved, as a writer of the file could: it was spent, so it is not sent again.
    flow.change(({ calls }) => calls.save({ ...done, state: 'approved', endedAtMs: null }))
    await flow.restart()
    expect(await person.end(done)).toMatchObject({ state: 'failed', attempts: 1 })
    expect(person.call(done.id).outcomeText).toContain('The approval was already used.')
    person.give('Prepare a transfer of 20 EUR to Nordlicht')
    const second = await person.question('prepare_transfer')
    expect(second.callId).not.toBe(first.callId)
    expect(() => person.approve(first)).toThrow('no longer open')
    const digest = second.digest.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    expect(() => person.approve({ ...second, digest })).toThrow(
      'What was shown is not what is held',
    )
    expect(flow.engine.queue.load(second.id)?.state).toBe('open')
    expect(engine).not.toBe(flow.engine)
    expect(flow.runs('prepare_transfer')).toBe(1)
  }))

test('[FLOW-34] a damaged database is kept aside, said so, and the app starts anew', () =>
  withFlow(async (flow) => {
    const { person, folder } = flow
    await person.connectBank()
    flow.crash()
    const file = join(folder, 'countersign.db')
    const bytes = readFileSync(file)
    bytes.fill(0x41, 0, 4096)
    writeFileSync(file, bytes)
    await flow.open()
    const kept = readdirSync(folder).find((name) => name.includes('corrupt'))
    expect(readFileSync(join(folder, kept ?? '')).equals(bytes)).toBe(true)
    const { notices, connections } = await flow.overview()
    expect(connections).toEqual([])
    expect(notices[0]).toMatchObject({ tone: 'bad', title: 'Started with an empty database' })
    expect(notices[0]?.body).toContain(kept)
    await person.connectBank()
    person.approve(await askForDraft(flow))
  }))

function askForDraft({ person }: Flow): ReturnType<Flow['person']['question']> {
  person.give('Prepare a transfer of 20 EUR to Nordlicht')
  return person.question('prepare_transfer')
}

const isRoot = process.getuid?.() === 0

test.skipIf(!isRoot)(
  '[FLOW-35] a full disk leaves the question open, and freeing it lets it run',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-full-'))
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder])
    try {
      await withFlow((flow) => approveOnFullDisk(flow), { folder: join(folder, 'profile') })
    } finally {
      execFileSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    }
  },
)

async function approveOnFullDisk(flow: Flow): Promise<void> {
  const { person } = flow
  await person.connectBank()
  const asked = await askForDraft(flow)
  const filler = join(flow.folder, '..', 'filler')
  fill(filler)
  expect(() => person.approve(asked)).toThrow(
    'Your answer could not be saved, so nothing was approved or sent. The question is still open.',
  )
  expect(flow.engine.queue.load(asked.id)?.state).toBe('open')
  expect(person.call(asked.callId ?? '').state).toBe('asking')
  expect(flow.runs('prepare_transfer')).toBe(0)
  rmSync(filler)
  person.approve(asked)
  expect(await person.end({ id: asked.callId ?? '' })).toMatchObject({ state: 'done' })
  expect(flow.runs('prepare_transfer')).toBe(1)
}

/** Fills the disk to its last byte. */
function fill(file: string): void {
  for (let size = 64 * 1024; size >= 1; size = Math.floor(size / 2)) {
    try {
      for (;;) writeFileSync(file, 'x'.repeat(size), { flag: 'a' })
    } catch {
      // Full at this size: try smaller pieces.
    }
  }
}

test('[FLOW-36] arguments of 100 KB with bidi characters are shown with boxes and sent exactly', async () => {
  const everything = await startEverythingServer()
  try {
    await withFlow(async (flow) => {
      const { person, engine } = flow
      await person.connect(everything.mcpUrl)
      const message = `\u202Eevil\u202C ${'ab\u2066é '.repeat(25_000)}end`
      const call = await echo(flow, message)
      const asked = await person.question('echo')
      const { card } = engine.loadApproval({
        interactionId: asked.id,
        busy: null,
        standalone: false,
      })
      const shown = card?.call?.rows.find(({ path }) => path.includes('message'))?.value ?? ''
      expect(shown.startsWith('⟦U+202E⟧evil⟦U+202C⟧ ab⟦U+2066⟧é ')).toBe(true)
      expect(shown.endsWith('ab⟦U+2066⟧é end')).toBe(true)
      expect(/[\u202A-\u202E\u2066-\u2069]/u.test(`${card?.title}${shown}`)).toBe(false)
      expect(card?.call?.byteCount).toBe(Buffer.byteLength(call.argumentsJson))
      expect(call.argumentsJson.length).toBeGreaterThan(100_000)
      person.approve(asked)
      const ended = await person.end(call)
      expect(ended.state).toBe('done')
      expect(ended.resultText?.includes('\u202Eevil\u202C ab\u2066é ')).toBe(true)
    })
  } finally {
    await everything.stop()
  }
})

async function echo({ person }: Flow, message: string): Promise<ToolCall> {
  person.give(`Echo message: "${message}"`)
  const asked = await person.question('echo')
  return person.call(asked.callId ?? '')
}
