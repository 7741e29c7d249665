// Draws the tray icon: the mark of the app, with a dot while something waits; shape as well as colour tells.

export type TrayState = 'idle' | 'waiting'

interface Colour {
  readonly red: number
  readonly green: number
  readonly blue: number
}
interface Point {
  readonly x: number
  readonly y: number
}

const ground: Colour = { red: 0x2b, green: 0x46, blue: 0xd8 }
const line: Colour = { red: 0xff, green: 0xff, blue: 0xff }
const dot: Colour = { red: 0xff, green: 0xb0, blue: 0x20 }
/** In units of the icon's side. */
const mark: readonly Point[] = [
  { x: 0.2, y: 0.56 },
  { x: 0.38, y: 0.4 },
  { x: 0.52, y: 0.66 },
  { x: 0.8, y: 0.36 },
]
const dotCentre: Point = { x: 0.76, y: 0.24 }
const samples = 4

/** BGRA bytes, premultiplied, `size` by `size`: what Electron's `createFromBitmap` takes. */
export function drawTrayIcon(state: TrayState, size: number): Uint8Array {
  const pixels = new Uint8Array(size * size * 4)
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      paintPixel(pixels, (row * size + column) * 4, samplePixel(state, size, { x: column, y: row }))
    }
  }
  return pixels
}

/** The colours hit by a grid of samples inside one pixel; null where nothing is. */
function samplePixel(state: TrayState, size: number, pixel: Point): (Colour | null)[] {
  const hits: (Colour | null)[] = []
  for (let row = 0; row < samples; row += 1) {
    for (let column = 0; column < samples; column += 1) {
      const x = (pixel.x + (column + 0.5) / samples) / size
      const y = (pixel.y + (row + 0.5) / samples) / size
      hits.push(colourAt(state, { x, y }))
    }
  }
  return hits
}

function paintPixel(pixels: Uint8Array, at: number, hits: readonly (Colour | null)[]): void {
  const seen = hits.filter((hit) => hit !== null)
  const mean = (channel: (hit: Colour) => number): number =>
    Math.round(seen.reduce((sum, hit) => sum + channel(hit), 0) / hits.length)
  pixels[at] = mean((hit) => hit.blue)
  pixels[at + 1] = mean((hit) => hit.green)
  pixels[at + 2] = mean((hit) => hit.red)
  pixels[at + 3] = mean(() => 255)
}

function colourAt(state: TrayState, point: Point): Colour | null {
  if (state === 'waiting') {
    const fromDot = distance(point, dotCentre)
    if (fromDot < 0.2) return dot
    // A gap around the dot, so that it stands apart without colour too.
    if (fromDot < 0.26) return null
  }
  if (!isInRoundedSquare(point)) return null
  return distanceToMark(point) < 0.06 ? line : ground
}

function isInRoundedSquare(point: Point): boolean {
  const margin = 0.04
  const radius = 0.2
  const nearest = {
    x: Math.min(Math.max(point.x, margin + radius), 1 - margin - radius),
    y: Math.min(Math.max(point.y, margin + radius), 1 - margin - radius),
  }
  return distance(point, nearest) <= radius
}

function distanceToMark(point: Point): number {
  return Math.min(
    ...mark.slice(1).map((end, index) => distanceToSegment(point, mark[index] ?? end, end)),
  )
}

function distanceToSegment(point: Point, start: Point, end: Point): number {
  const along = { x: end.x - start.x, y: end.y - start.y }
  const lengthSquared = along.x ** 2 + along.y ** 2
  const projected = ((point.x - start.x) * along.x + (point.y - start.y) * along.y) / lengthSquared
  const part = Math.min(Math.max(projected, 0), 1)
  return distance(point, { x: start.x + part * along.x, y: start.y + part * along.y })
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y)
}
