// Lists what a tool's result carries beside text, and takes one of it out for a person who wants to keep it.
import { z } from 'zod'
import type { Attachment } from '../../shared/activity-view.ts'
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import { makeVisibleLine } from '../interaction/visible.ts'

const partSchema = z.union([
  z.looseObject({ type: z.enum(['image', 'audio']), data: z.string(), mimeType: z.string() }),
  z.looseObject({
    type: z.literal('resource'),
    resource: z.looseObject({
      uri: z.string(),
      mimeType: z.string().optional(),
      text: z.string().optional(),
      blob: z.string().optional(),
    }),
  }),
  z.looseObject({
    type: z.literal('resource_link'),
    uri: z.string(),
    name: z.string().optional(),
    title: z.string().optional(),
    mimeType: z.string().optional(),
    size: z.number().nonnegative().optional().catch(undefined),
  }),
])
type Part = z.infer<typeof partSchema>
const resultSchema = z.looseObject({ content: z.array(z.unknown()) })

/** More than a person looks through. */
const mostShown = 50

/** In the order of the result; what is only text is not among them. */
export function listAttachments(resultJson: string | null | undefined): Attachment[] {
  return readParts(resultJson).map(describePart).slice(0, mostShown)
}

/** The bytes of one, by its place in `listAttachments`. Throws `agent/gone` for a link, and where there is none. */
export function readAttachment(
  resultJson: string | null | undefined,
  position: number,
): { readonly name: string; readonly bytes: Buffer } {
  const part = readParts(resultJson)[position]
  const bytes = part === undefined ? null : bytesOf(part)
  if (part === undefined || bytes === null) {
    throw new CountersignError('agent/gone', text('tools.attachment_gone'))
  }
  return { name: fileName(describePart(part)), bytes }
}

/** The address that a link names, by its place in `listAttachments`; null for what is no link. */
export function findLink(resultJson: string | null | undefined, position: number): string | null {
  const part = readParts(resultJson)[position]
  return part?.type === 'resource_link' ? part.uri : null
}

/** As `listAttachments`, each with its text where it is one, as the server wrote it. Untrusted. */
export function listContents(
  resultJson: string,
): { readonly attachment: Attachment; readonly words: string | null }[] {
  return readParts(resultJson)
    .slice(0, mostShown)
    .map((part) => ({ attachment: describePart(part), words: wordsOf(part) }))
}

function wordsOf(part: Part): string | null {
  if (part.type !== 'resource' || part.resource.blob !== undefined) return null
  return part.resource.text ?? null
}

function readParts(resultJson: string | null | undefined): Part[] {
  if (resultJson == null) return []
  const result = resultSchema.safeParse(JSON.parse(resultJson))
  if (!result.success) return []
  return result.data.content.flatMap((each) => {
    const part = partSchema.safeParse(each)
    return part.success ? [part.data] : []
  })
}

function describePart(part: Part): Attachment {
  switch (part.type) {
    case 'image':
    case 'audio':
      return describe(part.type, { type: part.mimeType, size: bytesOf(part)?.length ?? null })
    case 'resource': {
      const { uri, mimeType } = part.resource
      const size = bytesOf(part)?.length ?? null
      return describe('file', { name: lastOf(uri), type: mimeType, size, address: uri })
    }
    case 'resource_link': {
      const { uri, name, title, mimeType, size } = part
      const named = title ?? name ?? lastOf(uri)
      return describe('link', { name: named, type: mimeType, size: size ?? null, address: uri })
    }
  }
}

function describe(
  kind: Attachment['kind'],
  it: { name?: string; type: string | undefined; size: number | null; address?: string },
): Attachment {
  return {
    kind,
    name: makeVisibleLine(it.name ?? text(`tools.attachment_${kind}`), 120),
    type: it.type === undefined ? null : makeVisibleLine(it.type),
    size: it.size,
    address: it.address === undefined ? null : makeVisibleLine(it.address, 2_000),
  }
}

/** Null for what only says where it is: nothing is fetched by itself. */
function bytesOf(part: Part): Buffer | null {
  if (part.type === 'resource_link') return null
  if (part.type !== 'resource') return Buffer.from(part.data, 'base64')
  const { text: words, blob } = part.resource
  if (blob !== undefined) return Buffer.from(blob, 'base64')
  return words === undefined ? null : Buffer.from(words, 'utf8')
}

const lastOf = (uri: string): string => uri.split(/[/?#]/).findLast((each) => each !== '') ?? uri

/** A name that no file system takes for a path, a device or a hidden file. */
function fileName({ name, type }: Attachment): string {
  const plain = name.replaceAll(/[^\p{L}\p{N}._ -]/gu, '_').replace(/^[. ]+/, '')
  const base = plain.slice(0, 100) || 'attachment'
  return base.includes('.') ? base : `${base}.${extensions.get(type ?? '') ?? 'bin'}`
}

const extensions: ReadonlyMap<string, string> = new Map([
  ['image/png', 'png'],
  ['image/jpeg', 'jpg'],
  ['image/gif', 'gif'],
  ['image/webp', 'webp'],
  ['audio/wav', 'wav'],
  ['audio/mpeg', 'mp3'],
  ['application/pdf', 'pdf'],
  ['application/json', 'json'],
  ['text/plain', 'txt'],
  ['text/markdown', 'md'],
  ['text/csv', 'csv'],
])
