// Proves that a tool's title and result schema belong to what was accepted, and that no older pin becomes another by it.
import { describe, expect, it } from 'vitest'
import { acceptTool, pinTools } from '../../main/resource/pin-tools.ts'
import { hashDefinition, type ListedTool } from '../../main/resource/tool-catalogue.ts'
import { diffDefinitions } from '../../main/interaction/definition-diff.ts'
import { isToolBlocked, type Tool } from '../../shared/model/connection.ts'

const shown = {
  name: 'pay',
  description: 'Pays.',
  inputSchema: { type: 'object' },
  annotations: {},
}
const earlierHash = hashDefinition(shown)
const results = { type: 'object', properties: { id: { type: 'string' } } }
type Extra = Pick<Tool, 'outputSchema'> & { readonly title?: string }

/** As a server lists it. */
const list = (extra: Extra = {}): ListedTool => ({
  connectionId: 'bank',
  ...shown,
  ...extra,
  title: extra.title ?? null,
  definitionHash: hashDefinition({ ...shown, ...extra }),
  earlierHash,
})

/** As it is read where its words are not kept. */
const hide = (extra: Extra): ListedTool => {
  const { connectionId, definitionHash } = list(extra)
  const empty = { title: null, description: '', inputSchema: {}, annotations: {} }
  return { connectionId, name: 'pay', ...empty, definitionHash, earlierHash, hidden: 'twice' }
}

/** As a database from before title and result schema counted has it. */
const keptBefore = (extra: Extra = {}): Tool => {
  const { earlierHash: _earlier, ...tool } = list(extra)
  return { ...tool, definitionHash: earlierHash, acceptedHash: earlierHash }
}

function read(before: readonly Tool[], listed: ListedTool, identityChanged = false): Tool {
  const [tool] = pinTools({ before, listed: [listed], complete: true, identityChanged, nowMs: 1 })
  if (tool === undefined) throw new Error('nothing was kept')
  return tool
}

describe('a definition that is pinned', () => {
  it.each<[string, Extra, Extra]>([
    ['the title', { title: 'Read accounts' }, { title: 'Pay' }],
    ['a new title', {}, { title: 'Read accounts' }],
    ['a title that is gone', { title: 'Pay' }, {}],
    ['the result', { outputSchema: results }, { outputSchema: { type: 'object', title: 'Obey' } }],
    ['a new result', {}, { outputSchema: results }],
  ])(
    '[TOOL-04] is another when its server changes %s, and itself when it comes back',
    (_what, was, now) => {
      const first = read([], list(was))
      expect(read([first], list(was))).toEqual(first)
      const changed = read([first], list(now))
      // Dies if: what an agent reads of a tool may change without anybody looking at it.
      expect(isToolBlocked(changed)).toBe(true)
      expect(changed.accepted).toMatchObject({ title: was.title ?? null })
      const pieces = diffDefinitions({ name: 'pay', ...(changed.accepted ?? first) }, changed)
      expect(pieces.some(({ kind }) => kind !== 'same')).toBe(true)
      expect(isToolBlocked(read([changed], list(was)))).toBe(false)
      const accepted = acceptTool(changed)
      expect(isToolBlocked(read([accepted], list(now)))).toBe(false)
      expect(isToolBlocked(read([accepted], list(was)))).toBe(true)
    },
  )

  it('[TOOL-04] from before these counted keeps its hash, so that rules and held calls go on', () => {
    const extra = { title: 'Pay', outputSchema: results }
    // Rows of that time: the result schema may not have been kept, and the title may not have been read.
    for (const row of [keptBefore(extra), keptBefore({ title: 'Pay' }), keptBefore()]) {
      const now = read([row], list(extra))
      // Dies if: every pin of an older database is blocked, or its rules end with its hash.
      expect(now).toMatchObject({ definitionHash: earlierHash, acceptedHash: earlierHash })
      expect(read([now], list(extra))).toEqual(now)
      // From the first reading on, what was read then counts.
      expect(isToolBlocked(read([now], list({ ...extra, title: 'Read' })))).toBe(true)
      expect(isToolBlocked(read([now], list({ title: 'Pay' })))).toBe(true)
    }
    expect(isToolBlocked(read([keptBefore({ title: 'Pay' })], list({ title: 'Read' })))).toBe(true)
  })

  it('[TOOL-04] keeps its hash while it is hidden, and under another authorization server', () => {
    const row = keptBefore({ title: 'Pay' })
    const hidden = read([row], hide({ title: 'Pay' }))
    expect(hidden).toMatchObject({ definitionHash: earlierHash, hidden: 'twice' })
    expect(isToolBlocked(read([hidden], list({ title: 'Pay' })))).toBe(false)
    const extra = { title: 'Pay', outputSchema: results }
    for (const before of [row, read([row], list(extra))]) {
      const away = read([before], hide(extra))
      expect(isToolBlocked(read([away], list(extra)))).toBe(false)
      // Dies if: a tool that is hidden for one reading may come back with other words under the hash that rules name.
      expect(isToolBlocked(read([away], list({ ...extra, title: 'Read' })))).toBe(true)
    }
    const moved = read([row], list({ title: 'Pay' }), true)
    expect(isToolBlocked(moved)).toBe(true)
    // Dies if: a second reading gives the same tool another hash, under which no rule of it goes on.
    expect(read([moved], list({ title: 'Pay' }), true)).toEqual(moved)
    expect(moved.definitionHash).toBe(earlierHash)
  })

  // Dies if: a tool without a title gets one, or another result, by being hidden in between, under the hash that rules name.
  it('[TOOL-04] is another when it comes back from being hidden with more than it had', () => {
    const seen = read([], list())
    for (const before of [seen, read([], hide({}))]) {
      const away = read([before], hide({ title: 'Obey' }))
      expect(isToolBlocked(read([away], list()))).toBe(false)
      for (const more of [{ title: 'Obey' }, { outputSchema: results }])
        expect(isToolBlocked(read([away], list(more)))).toBe(true)
    }
  })

  // Dies if: tools that were just put aside are forgotten for others that went long ago.
  it('[TOOL-04] is remembered after those that went before it', () => {
    const many = (first: string): ListedTool[] =>
      Array.from({ length: 2_000 }, (_, at) => ({ ...list(), name: `${first}${at}` }))
    const facts = { complete: true, identityChanged: false, nowMs: 1 }
    let before: Tool[] = []
    for (const first of ['a', 'b', 'c'])
      before = pinTools({ before, listed: many(first), ...facts })
    expect(new Set(before.map(({ name }) => name[0]))).toEqual(new Set(['c', 'b']))
  })
})
