// A list of any length: draws what is in sight, moves by keyboard, and tells a screen reader where one stands.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { FocusEvent, KeyboardEvent, ReactElement, RefObject } from 'react'
import { offsetsOf, rangeOf } from './virtual-range.ts'

/** Up to so many rows are all drawn, each as high as it needs. */
export const allDrawnUpTo = 60
/** Rows drawn beyond what is in sight, at either end. */
const beyond = 6

interface VirtualListProps<Row> {
  label: string
  rows: readonly Row[]
  keyOf: (row: Row) => string
  /** Height of a row in CSS pixels once there are too many to draw them all. */
  heightOf: (row: Row) => number
  /** `tabIndex` is for whatever takes the keyboard in this row. */
  render: (row: Row, tabIndex: 0 | -1) => ReactElement
  /** False for rows that cannot take the keyboard, such as labels. */
  isReachable: (row: Row) => boolean
  /** What is drawn now, after each drawing. */
  onDrawn?: (rows: readonly Row[]) => void
  /** A key that the list does not use itself, pressed on a row. */
  onKey?: (row: Row, key: string) => void
}

export function VirtualList<Row>(props: VirtualListProps<Row>): ReactElement {
  const { rows, heightOf, label, keyOf, render } = props
  const list = useRef<HTMLUListElement>(null)
  const isVirtual = rows.length > allDrawnUpTo
  const offsets = useMemo(
    () => (isVirtual ? offsetsOf(rows, heightOf) : null),
    [isVirtual, rows, heightOf],
  )
  const [from, to] = useSight(list, offsets, rows.length)
  const { active, onKeyDown, onFocus } = useMoving(props, list, offsets)
  const drawn = listOf(from, to)
  // The row with the keyboard stays, so that scrolling away does not lose it.
  if (active < from) drawn.unshift(active)
  else if (active >= to && active < rows.length) drawn.push(active)
  useEffect(() => props.onDrawn?.(drawn.flatMap((at) => rows[at] ?? [])))
  return (
    <ul
      ref={list}
      aria-label={label}
      className={isVirtual ? 'virtual' : 'open-list'}
      style={offsets ? { height: offsets[rows.length] } : undefined}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      {drawn.map((at) => {
        const row = rows[at]
        if (row === undefined) return null
        return (
          <li
            key={keyOf(row)}
            data-at={at}
            aria-setsize={isVirtual ? rows.length : undefined}
            aria-posinset={isVirtual ? at + 1 : undefined}
            style={offsets ? { top: offsets[at], height: heightOf(row) } : undefined}
          >
            {render(row, at === active ? 0 : -1)}
          </li>
        )
      })}
    </ul>
  )
}

const listOf = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at)

/** Which rows are in sight of the scrolled area around the list, and a few more. */
function useSight(
  list: RefObject<HTMLUListElement | null>,
  offsets: Float64Array | null,
  count: number,
): readonly [number, number] {
  const [sight, setSight] = useState<readonly [number, number]>([0, 24])
  useLayoutEffect(() => {
    const area = list.current?.closest('.list-scroll')
    if (!area || offsets === null) return undefined
    const look = (): void => {
      const top =
        (list.current?.getBoundingClientRect().top ?? 0) - area.getBoundingClientRect().top
      const [first, last] = rangeOf(offsets, -top, area.clientHeight)
      const next = [Math.max(0, first - beyond), Math.min(count, last + beyond)] as const
      setSight((before) => (before[0] === next[0] && before[1] === next[1] ? before : next))
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(area)
    area.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      area.removeEventListener('scroll', look)
    }
  }, [list, offsets, count])
  if (offsets === null) return [0, count]
  return [Math.min(sight[0], Math.max(0, count - 1)), Math.min(sight[1], count)]
}

interface Moving {
  readonly active: number
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onFocus: (event: FocusEvent) => void
}

/** One row of the list is in the tab order; arrows, Home and End move to others. */
function useMoving<Row>(
  { rows, isReachable, onKey }: VirtualListProps<Row>,
  list: RefObject<HTMLUListElement | null>,
  offsets: Float64Array | null,
): Moving {
  const [chosen, setChosen] = useState(0)
  /** The row that is to get the keyboard as soon as it is drawn. */
  const wanted = useRef<number>(null)
  const active = reachableFrom(rows, isReachable, {
    at: Math.min(chosen, rows.length - 1),
    direction: 1,
  })
  useEffect(() => {
    if (wanted.current !== active) return
    wanted.current = null
    const row = list.current?.querySelector(`li[data-at="${active}"]`)
    row?.scrollIntoView({ block: 'nearest' })
    row?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true })
  })
  const moveTo = (at: number, direction: 1 | -1): void => {
    const next = reachableFrom(rows, isReachable, { at, direction })
    scrollTo(list.current, offsets, next)
    wanted.current = next
    setChosen(next)
  }
  return {
    active,
    onFocus: ({ target }) => {
      const at = Number(target.closest('li')?.dataset['at'] ?? active)
      if (at !== chosen) setChosen(at)
    },
    onKeyDown: (event) => {
      const last = rows.length - 1
      if (event.key === 'ArrowDown') moveTo(Math.min(last, active + 1), 1)
      else if (event.key === 'ArrowUp') moveTo(Math.max(0, active - 1), -1)
      else if (event.key === 'Home') moveTo(0, 1)
      else if (event.key === 'End') moveTo(last, -1)
      else {
        const row = rows[active]
        if (row !== undefined) onKey?.(row, event.key)
        return
      }
      event.preventDefault()
    },
  }
}

/** The nearest row in this direction that takes the keyboard, else the nearest in the other. */
function reachableFrom<Row>(
  rows: readonly Row[],
  isReachable: (row: Row) => boolean,
  { at, direction }: { at: number; direction: 1 | -1 },
): number {
  const find = (step: 1 | -1): number | null => {
    for (let place = Math.max(0, at); place >= 0 && place < rows.length; place += step) {
      const row = rows[place]
      if (row !== undefined && isReachable(row)) return place
    }
    return null
  }
  return find(direction) ?? find(direction === 1 ? -1 : 1) ?? 0
}

/** Rows far away are not drawn yet: the area goes there first. */
function scrollTo(list: HTMLElement | null, offsets: Float64Array | null, at: number): void {
  const area = list?.closest('.list-scroll')
  if (!list || !area || offsets === null) return
  const top =
    (offsets[at] ?? 0) + list.getBoundingClientRect().top - area.getBoundingClientRect().top
  const bottom = top + ((offsets[at + 1] ?? 0) - (offsets[at] ?? 0))
  if (top < 0) area.scrollBy({ top })
  else if (bottom > area.clientHeight) area.scrollBy({ top: bottom - area.clientHeight })
}
