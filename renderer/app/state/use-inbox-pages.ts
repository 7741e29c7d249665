// Holds the items of the inbox that are needed on the screen: those of the snapshot, and pages that are asked for as one scrolls.
import { useEffect, useRef, useState } from 'react'
import type { AppBridge } from '../../../shared/bridge.ts'
import type { InboxItem, Overview } from '../../../shared/overview.ts'
import { itemsOf, nameOf, type RowSource } from '../screens/open-rows.ts'

const pageSize = 100
/** More than any screen shows; what was scrolled past long ago is asked for again. */
const mostPages = 30
/** While much changes at once, a page that is here is asked for again this seldom. */
const againAfterMs = 250

interface Page {
  readonly items: readonly InboxItem[]
  readonly total: number
  /** The snapshot that was current when it was asked for. */
  readonly of: Overview
  readonly atMs: number
}

export interface ItemPlace {
  readonly source: RowSource
  readonly at: number
}

export interface InboxPages {
  /** Null while it is not here. */
  readonly itemAt: (place: ItemPlace) => InboxItem | null
  /** Brings what is not here, or was here before the newest snapshot. Call after drawing. */
  readonly want: (places: readonly ItemPlace[]) => void
  /** How many the search has found, or null while that is not known. */
  readonly found: number | null
}

export function useInboxPages(bridge: AppBridge, overview: Overview, words: string): InboxPages {
  const [pages, setPages] = useState<ReadonlyMap<string, Page>>(new Map())
  const inFlight = useRef(new Set<string>())
  const isWhole = overview.inbox.length === overview.inboxTotal && words === ''
  const pageOf = ({ source, at }: ItemPlace): { key: string; page: number } => {
    const page = Math.floor(at / pageSize)
    return { key: `${nameOf(source)} ${page} ${words}`, page }
  }
  const fetchPage = async ({ source }: ItemPlace, key: string, page: number): Promise<void> => {
    inFlight.current.add(key)
    const about = source === 'all' ? {} : source
    const place = { offset: page * pageSize, limit: pageSize }
    const query = { groupId: null, without: null, words, ...about, ...place }
    const result = await bridge.call('inbox.list', query)
    inFlight.current.delete(key)
    if (!result.ok) return
    const fetched = { ...result.value, of: overview, atMs: performance.now() }
    setPages((before) => withPage(before, key, fetched))
  }
  const want: InboxPages['want'] = (places) => {
    if (isWhole) return
    for (const place of places) {
      const { key, page } = pageOf(place)
      const known = pages.get(key)
      const isFresh =
        known?.of === overview || performance.now() - (known?.atMs ?? 0) < againAfterMs
      if (inFlight.current.has(key) || (known !== undefined && isFresh)) continue
      void fetchPage(place, key, page)
    }
  }
  useEffect(() => {
    // The first page of a search says how many there are.
    if (words !== '') want([{ source: 'all', at: 0 }])
  })
  return {
    want,
    found: words === '' ? null : (pages.get(pageOf({ source: 'all', at: 0 }).key)?.total ?? null),
    itemAt: (place) => {
      const { source, at } = place
      if (isWhole) return itemsOf(overview.inbox, overview.inboxGroups, source)[at] ?? null
      const { key, page } = pageOf(place)
      const fetched = pages.get(key)?.items[at - page * pageSize]
      const isFirst = words === '' && source === 'all'
      return fetched ?? (isFirst ? (overview.inbox[at] ?? null) : null)
    },
  }
}

function withPage(
  before: ReadonlyMap<string, Page>,
  key: string,
  page: Page,
): ReadonlyMap<string, Page> {
  const after = new Map(before)
  after.delete(key)
  after.set(key, page)
  for (const old of after.keys()) {
    if (after.size <= mostPages) break
    after.delete(old)
  }
  return after
}
