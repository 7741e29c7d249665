// Draws the tray icon: the mark of the app, a dot for each thing that waits, bars while paused; shape as well as colour tells.

/** More than this many look the same: small dots cannot be counted. */
export const mostDots = 3

export interface TrayLook {
  /** How many wait, from 0 to `mostDots`. */
  readonly dots: number
  readonly paused: boolean
  /** Something failed, or needs the person in another way. */
  readonly attention: boolean
}

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
const asleep: Colour = { red: 0x6f, green: 0x73, blue: 0x80 }
const alarm: Colour = { red: 0xd0, green: 0x2f, blue: 0x2f }
/** In units of the icon's side. */
const mark: readonly Point[] = [
  { x: 0.2, y: 0.56 },
  { x: 0.38, y: 0.4 },
  { x: 0.52, y: 0.66 },
  { x: 0.8, y: 0.36 },
]
/** From the first to the last dot, down the right edge. */
const dotCentres: readonly Point[] = [
  { x: 0.84, y: 0.16 },
  { x: 0.84, y: 0.5 },
  { x: 0.84, y: 0.84 },
]
const dotRadius = 0.15
const alarmCentre: Point = { x: 0.24, y: 0.76 }
const alarmRadius = 0.24
/** Around what lies on the ground, so that it stands apart without colour too. */
const gap = 0.06
const samples = 4

/** BGRA bytes, premultiplied, `size` by `size`: what Electron's `createFromBitmap` takes. */
export function drawTrayIcon(look: TrayLook, size: number): Uint8Array {
  const pixels = new Uint8Array(size * size * 4)
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      paintPixel(pixels, (row * size + column) * 4, samplePixel(look, size, { x: column, y: row }))
    }
  }
  return pixels
}

/** The colours hit by a grid of samples inside one pixel; null where nothing is. */
function samplePixel(look: TrayLook, size: number, pixel: Point): (Colour | null)[] {
  const hits: (Colour | null)[] = []
  for (let row = 0; row < samples; row += 1) {
    for (let column = 0; column < samples; column += 1) {
      const x = (pixel.x + (column + 0.5) / samples) / size
      const y = (pixel.y + (row + 0.5) / samples) / size
      hits.push(colourAt(look, { x, y }))
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

function colourAt(look: TrayLook, point: Point): Colour | null {
  const fromDots = Math.min(
    ...dotCentres.slice(0, look.dots).map((centre) => distance(point, centre)),
  )
  if (fromDots < dotRadius) return dot
  if (fromDots < dotRadius + gap) return null
  if (look.attention) {
    const fromAlarm = distance(point, alarmCentre)
    if (fromAlarm < alarmRadius) return isInExclamation(point) ? line : alarm
    if (fromAlarm < alarmRadius + gap) return null
  }
  if (!isInRoundedSquare(point)) return null
  if (look.paused) return isInBars(point) ? line : asleep
  return distanceToMark(point) < 0.06 ? line : ground
}

function isInExclamation({ x, y }: Point): boolean {
  if (Math.abs(x - alarmCentre.x) > 0.045) return false
  const down = y - alarmCentre.y
  return (down > -0.15 && down < 0.03) || (down > 0.08 && down < 0.16)
}

/** Left of the dots. */
function isInBars({ x, y }: Point): boolean {
  const isBar = (x > 0.2 && x < 0.33) || (x > 0.42 && x < 0.55)
  return isBar && y > 0.26 && y < 0.74
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
