// Which rows of a long list are in sight: offsets once, then a search per scroll.

/** Where each row begins, in CSS pixels; one more for where the last one ends. */
export function offsetsOf<Row>(rows: readonly Row[], heightOf: (row: Row) => number): Float64Array {
  const offsets = new Float64Array(rows.length + 1)
  for (const [at, row] of rows.entries()) offsets[at + 1] = (offsets[at] ?? 0) + heightOf(row)
  return offsets
}

/** First row in sight and the one after the last, for an area scrolled to `top`. */
export function rangeOf(
  offsets: Float64Array,
  top: number,
  height: number,
): readonly [number, number] {
  const count = offsets.length - 1
  const first = Math.max(0, firstAfter(offsets, top) - 1)
  const last = Math.min(count, firstAfter(offsets, top + height))
  return [Math.min(first, count), last]
}

/** The first offset that lies beyond `top`. */
function firstAfter(offsets: Float64Array, top: number): number {
  let [from, to] = [0, offsets.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((offsets[middle] ?? 0) <= top) from = middle + 1
    else to = middle
  }
  return from
}
