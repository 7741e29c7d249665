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
    const hidden = read([row], { ...list({ title: 'Pay' }), title: null, hidden: 'twice' })
    expect(hidden).toMatchObject({ definitionHash: earlierHash, hidden: 'twice' })
    expect(isToolBlocked(read([hidden], list({ title: 'Pay' })))).toBe(false)
    const moved = read([row], list({ title: 'Pay' }), true)
    expect(isToolBlocked(moved)).toBe(true)
    // Dies if: a second reading gives the same tool another hash, under which no rule of it goes on.
    expect(read([moved], list({ title: 'Pay' }), true)).toEqual(moved)
    expect(moved.definitionHash).toBe(earlierHash)
  })
})
