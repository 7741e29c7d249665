// Tests of what a result carries beside text: described, measured, kept by the person's choice, and never fetched.
import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { listAttachments, readAttachment } from '../../main/agent/attachments.ts'
import { addProgress } from '../../main/agent/call-progress-view.ts'
import { saveAttachment } from '../../main/bootstrap-attachments.ts'
import { text } from '../../shared/catalogue/text.ts'
import { overviewSchema } from '../../shared/overview.ts'
import { busyOverview } from '../renderer/gallery/overview-fixtures.ts'
import { settle } from '../fakes/virtual-clock.ts'
import { createJourneyWorld } from './journey-world.ts'

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47])
const result = JSON.stringify({
  content: [
    { type: 'text', text: 'hello' },
    { type: 'image', data: png.toString('base64'), mimeType: 'image/png' },
    { type: 'resource', resource: { uri: 'file:///../../etc/.passwd', text: 'root' } },
    { type: 'resource_link', uri: 'javascript:alert(1)', name: 'a\u202Egnp.exe', size: 12 },
    { type: 'hologram', data: 'x' },
  ],
})

describe('attachments', () => {
  it('[TOOL-46] are named, typed and measured; what is only text or unknown is none', () => {
    expect(listAttachments(result)).toEqual([
      {
        kind: 'image',
        name: text('tools.attachment_image'),
        type: 'image/png',
        size: 4,
        address: null,
      },
      { kind: 'file', name: '.passwd', type: null, size: 4, address: 'file:///../../etc/.passwd' },
      {
        kind: 'link',
        name: 'a⟦U+202E⟧gnp.exe',
        type: null,
        size: 12,
        address: 'javascript:alert(1)',
      },
    ])
    expect(listAttachments(null)).toEqual([])
    expect(listAttachments('{}')).toEqual([])
  })

  // Dies if: a server's name becomes a path, or a link is followed.
  it('[TOOL-46] are saved under a plain name where the person says, readable by them alone', async () => {
    expect(readAttachment(result, 1).name).toBe('passwd.bin')
    expect(() => readAttachment(result, 2)).toThrow(text('tools.attachment_gone'))
    expect(() => readAttachment(result, 9)).toThrow(text('tools.attachment_gone'))
    const world = createJourneyWorld()
    world.answerSend = () => ({ kind: 'done', resultText: 'x', resultJson: result, isError: false })
    const { id } = world.receive('add_payee', { name: 'Weber', iban: 'DE02' })
    world.approve(id)
    await settle()
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'attachment-')), 'picture.png')
    const asked: string[] = []
    const chooseSaveFile = ({ name }: { name: string }) => {
      asked.push(name)
      return Promise.resolve(file)
    }
    const parts = { engine: { store: world.store }, log: () => undefined, chooseSaveFile }
    const saved = await saveAttachment(parts, { callId: id, position: 0 })
    expect(saved).toEqual({ isGood: true, words: text('tools.attachment_saved') })
    expect(asked).toEqual([`${text('tools.attachment_image')}.png`])
    expect(readFileSync(file)).toEqual(png)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })
})

describe('progress on the page', () => {
  it('[TOOL-44] stands at the calls that are on their way, as a share where the server says of what', () => {
    const said = { progress: 3, total: 4, message: 'so\u202E far' }
    const sending = busyOverview.tasks.map((task) => ({
      ...task,
      steps: task.steps.map((step) => ({
        ...step,
        call: step.call === null ? null : { ...step.call, state: 'sending' as const },
      })),
    }))
    const overview = addProgress({ ...busyOverview, tasks: sending }, () => said)
    const calls = overview.tasks.flatMap(({ steps }) => steps.flatMap(({ call }) => call ?? []))
    expect(calls.length).toBeGreaterThan(0)
    for (const call of calls)
      expect(call.progress).toEqual({ fraction: 0.75, words: 'so⟦U+202E⟧ far' })
    expect(() => overviewSchema.parse(overview)).not.toThrow()
  })
})
