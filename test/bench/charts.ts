// Draws small charts of measured values against a count, with one line per series, as one SVG.

export interface Series {
  readonly name: string
  readonly points: readonly { readonly count: number; readonly value: number }[]
}

export interface Chart {
  readonly title: string
  readonly series: readonly Series[]
}

const width = 360
const height = 220
const margin = { left: 56, right: 32, top: 40, bottom: 40 }
/** Told apart in grey, too: each is darker than the next. */
const colours = ['#2f5bd7', '#c2571a', '#8a93a3']

/** Two charts in a row; the axes begin at zero. A legend where there is more than one series. */
export function drawCharts(title: string, charts: readonly Chart[]): string {
  const rows = Math.ceil(charts.length / 2)
  const names = charts[0]?.series.map(({ name }) => name) ?? []
  const top = names.length > 1 ? 64 : 36
  const drawn = charts.map((chart, place) => {
    const x = (place % 2) * width
    const y = top + Math.floor(place / 2) * height
    return `<g transform="translate(${String(x)} ${String(y)})">${drawChart(chart)}</g>`
  })
  const size = `width="${String(width * 2)}" height="${String(height * rows + top + 12)}"`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif" font-size="11" fill="#1d2330">
<rect width="100%" height="100%" fill="#fff"/>
<text x="16" y="24" font-size="15" font-weight="600">${title}</text>
${names.length > 1 ? drawLegend(names) : ''}
${drawn.join('\n')}
</svg>
`
}

function drawLegend(names: readonly string[]): string {
  return names
    .map((name, at) => {
      const x = 16 + at * 140
      return `<circle cx="${String(x + 5)}" cy="44" r="4" fill="${colourOf(at)}"/>
<text x="${String(x + 14)}" y="48">${name}</text>`
    })
    .join('\n')
}

function drawChart({ title, series }: Chart): string {
  const all = series.flatMap(({ points }) => points)
  const mostCount = Math.max(...all.map(({ count }) => count))
  const mostValue = roundUp(Math.max(...all.map(({ value }) => value), 0))
  const lines = series.map(({ points }, at) => drawLine(points, at, { mostCount, mostValue }))
  const ticks = [0, 0.5, 1].map((share) => drawTicks(share, mostCount, mostValue))
  return `<text x="${String(margin.left)}" y="24" font-weight="600">${title}</text>
${ticks.join('\n')}
${lines.join('\n')}`
}

function drawLine(
  points: Series['points'],
  at: number,
  { mostCount, mostValue }: { readonly mostCount: number; readonly mostValue: number },
): string {
  const places = points.map(({ count, value }) => ({
    x: place(count / mostCount, margin.left, width - margin.right),
    y: place(Math.max(0, value) / mostValue, height - margin.bottom, margin.top),
  }))
  const dots = places.map(
    ({ x, y }) => `<circle cx="${x}" cy="${y}" r="3" fill="${colourOf(at)}"/>`,
  )
  const line = places.map(({ x, y }) => `${x},${y}`).join(' ')
  return `<polyline points="${line}" fill="none" stroke="${colourOf(at)}" stroke-width="2"/>
${dots.join('\n')}`
}

function colourOf(at: number): string {
  return colours[at % colours.length] ?? '#1d2330'
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
