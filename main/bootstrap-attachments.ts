// Lets the person keep an attachment of a result, in a file of their choice; nothing is ever opened or fetched by itself.
import path from 'node:path'
import { text } from '../shared/catalogue/text.ts'
import { CountersignError } from '../shared/errors.ts'
import type { Input, Output } from '../shared/contract.ts'
import { readAttachment } from './agent/attachments.ts'
import { writeExport } from './activity/write-export.ts'
import type { ServiceParts } from './bootstrap-services.ts'
import { buildToolReview } from './bootstrap-tools.ts'
import type { ToolServices } from './ipc/tool-handlers.ts'

export type AttachmentParts = Pick<ServiceParts, 'log' | 'chooseSaveFile'> & {
  readonly engine: Pick<ServiceParts['engine'], 'store'>
}

/** What the person does with tools and their results. */
export function buildToolServices(parts: ServiceParts): ToolServices['toolReview'] {
  return {
    ...buildToolReview(parts),
    saveAttachment: (request) => saveAttachment(parts, request),
  }
}

/** Throws `agent/gone` where the call or the attachment is not kept. */
export async function saveAttachment(
  parts: AttachmentParts,
  { callId, position }: Input<'tools.save-attachment'>,
): Promise<Output<'tools.save-attachment'>> {
  const call = parts.engine.store.calls.load(callId)
  if (call === null) throw new CountersignError('agent/gone', text('activity.call_gone'))
  return saveAttached(parts, call.resultJson, position)
}

/** Throws `agent/gone` where there is no such attachment. */
export async function saveAttached(
  { log, chooseSaveFile }: AttachmentParts,
  resultJson: string | null | undefined,
  position: number,
): Promise<Output<'tools.save-attachment'>> {
  const { name, bytes } = readAttachment(resultJson, position)
  const file = await chooseSaveFile({
    title: text('tools.attachment_save_title'),
    name,
    kind: text('tools.attachment_file'),
    extension: path.extname(name).slice(1),
  })
  if (file === null) return { isGood: true, words: text('record.export_cancelled') }
  try {
    await writeExport(file, [bytes], () => Promise.resolve())
    return { isGood: true, words: text('tools.attachment_saved') }
  } catch (error) {
    log('warn', 'An attachment could not be saved', error)
    return { isGood: false, words: text('tools.attachment_failed') }
  }
}
