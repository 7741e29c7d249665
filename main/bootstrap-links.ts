// Wires links in results: the person has one fetched, sees it, and keeps it in a file; it lives in memory until then.
import { text } from '../shared/catalogue/text.ts'
import type { Input, Output } from '../shared/contract.ts'
import { CountersignError } from '../shared/errors.ts'
import { findLink, listContents } from './agent/attachments.ts'
import { saveAttached, type AttachmentParts } from './bootstrap-attachments.ts'
import type { LinkServices } from './ipc/link-handlers.ts'
import type { ConnectionService } from './resource/connection-service.ts'

export interface LinkParts extends AttachmentParts {
  readonly engine: AttachmentParts['engine'] & {
    readonly connections: Pick<ConnectionService, 'readResource'>
  }
}

/** How many results of reading are remembered, each at most as large as an answer may be; the oldest goes first. */
const mostKept = 4
/** Characters that are shown, of one text and of all together; the whole is in the file that the person saves. */
const mostShown = 20_000
const mostShownTogether = 60_000

/** Characters of an address that the record keeps. */
const longestUri = 2_000

type Link = Input<'link.read'>

/** One service for the life of the app: what was fetched ends with it. */
export function buildLinkServices(parts: LinkParts): LinkServices['links'] {
  /** By call and position, newest last. */
  const fetched = new Map<string, string>()
  /** The person presses once; the server hears it once. */
  const underWay = new Map<string, Promise<string>>()
  const keyOf = ({ callId, position }: Link): string => JSON.stringify([callId, position])
  const keep = (key: string, resultJson: string): void => {
    fetched.delete(key)
    fetched.set(key, resultJson)
    for (const old of [...fetched.keys()].slice(0, -mostKept)) fetched.delete(old)
  }
  return {
    read: async (link) => {
      const key = keyOf(link)
      const reading = underWay.get(key) ?? requestLink(parts, link)
      underWay.set(key, reading)
      try {
        const resultJson = await reading
        keep(key, resultJson)
        return { contents: describeAll(resultJson) }
      } finally {
        underWay.delete(key)
      }
    },
    save: (request) => {
      const resultJson = fetched.get(keyOf(request))
      return saveAttached(parts, resultJson, request.part)
    },
  }
}

/** Of a call that is kept only, so that no page can name an address of its own. */
async function requestLink(
  { engine: { store, connections } }: LinkParts,
  { callId, position }: Link,
): Promise<string> {
  const call = store.calls.load(callId)
  if (call === null) throw new CountersignError('agent/gone', text('activity.call_gone'))
  const uri = findLink(call.resultJson, position)
  if (uri === null) throw new CountersignError('agent/gone', text('link.gone'))
  const { connectionId } = call
  const about = { callId: null, taskId: null, connectionId }
  store.activity.append({ kind: 'link_read', ...about, detail: { uri: uri.slice(0, longestUri) } })
  return connections.readResource(connectionId, uri)
}

function describeAll(resultJson: string): Output<'link.read'>['contents'] {
  let left = mostShownTogether
  return listContents(resultJson).map(({ attachment, words: whole }) => {
    if (whole === null) return { attachment, words: null, isCut: false }
    const words = whole.slice(0, Math.min(left, mostShown))
    left -= words.length
    return { attachment, words, isCut: words.length < whole.length }
  })
}
