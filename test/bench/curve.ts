// Draws what a pending deferral costs against how many there are: an SVG with one small chart per measure.
import type { HoldFigures } from './hold.ts'

type Measure = 'cpuShare' | 'cpuPerPollUs' | 'latenessP99Ms' | 'bytesPerDeferral'

const measures: readonly { readonly key: Measure; readonly title: string }[] = [
  { key: 'cpuShare', title: 'CPU, share of one core' },
  { key: 'cpuPerPollUs', title: 'CPU per poll, µs' },
  { key: 'latenessP99Ms', title: 'Lateness p99, ms' },
  { key: 'bytesPerDeferral', title: 'Heap per deferral, bytes' },
]
const width = 360
const height = 220
const margin = { left: 56, right: 32, top: 40, bottom: 40 }

/** The axes begin at zero. */
export function drawCurve(points: readonly HoldFigures[]): string {
  const charts = measures.map(({ key, title }, place) => {
    const x = (place % 2) * width
    const y = 36 + Math.floor(place / 2) * height
    const values = points.map((point) => ({ count: point.count, value: point[key] }))
    return `<g transform="translate(${String(x)} ${String(y)})">${drawChart(title, values)}</g>`
  })
  const size = `width="${String(width * 2)}" height="${String(height * 2 + 48)}"`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif" font-size="11" fill="#1d2330">
<rect width="100%" height="100%" fill="#fff"/>
<text x="16" y="24" font-size="15" font-weight="600">What pending deferrals cost, by their number; each is polled every 30 s</text>
${charts.join('\n')}
</svg>
`
}

function drawChart(
  title: string,
  values: readonly { readonly count: number; readonly value: number }[],
): string {
  const mostCount = Math.max(...values.map(({ count }) => count))
  const mostValue = roundUp(Math.max(...values.map(({ value }) => value), 0))
  const at = (count: number, value: number): string =>
    `${place(count / mostCount, margin.left, width - margin.right)},${place(Math.max(0, value) / mostValue, height - margin.bottom, margin.top)}`
  const points = values.map(({ count, value }) => at(count, value))
  const dots = points.map((point) => {
    const [x, y] = point.split(',')
    return `<circle cx="${String(x)}" cy="${String(y)}" r="3" fill="#2f5bd7"/>`
  })
  const ticks = [0, 0.5, 1].map((share) => drawTicks(share, mostCount, mostValue))
  return `<text x="${String(margin.left)}" y="24" font-weight="600">${title}</text>
${ticks.join('\n')}
<polyline points="${points.join(' ')}" fill="none" stroke="#2f5bd7" stroke-width="2"/>
${dots.join('\n')}`
}

function drawTicks(share: number, mostCount: number, mostValue: number): string {
  const y = place(share, height - margin.bottom, margin.top)
  const x = place(share, margin.left, width - margin.right)
  const right = String(width - margin.right)
  const left = String(margin.left)
  const below = String(height - margin.bottom + 18)
  return `<line x1="${left}" y1="${y}" x2="${right}" y2="${y}" stroke="#d8dde6"/>
<text x="${String(margin.left - 8)}" y="${y}" dy="4" text-anchor="end">${label(share * mostValue)}</text>
<text x="${x}" y="${below}" text-anchor="middle">${label(share * mostCount)}</text>`
}

function place(share: number, from: number, to: number): string {
  return (from + share * (to - from)).toFixed(1)
}

function label(value: number): string {
  return value >= 100
    ? Math.round(value).toLocaleString('en')
    : String(Math.round(value * 100) / 100)
}

/** The next of 1, 2 or 5 times a power of ten. */
function roundUp(value: number): number {
  if (value <= 0) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10) * power
}
