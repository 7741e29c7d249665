// Draws what pending deferrals and calls through the gateway cost against how many there are.
import { drawCharts } from './charts.ts'
import type { HoldFigures } from './hold.ts'

type Measure = 'cpuShare' | 'cpuPerPollUs' | 'latenessP99Ms' | 'bytesPerDeferral'

const measures: readonly { readonly key: Measure; readonly title: string }[] = [
  { key: 'cpuShare', title: 'CPU, share of one core' },
  { key: 'cpuPerPollUs', title: 'CPU per poll, µs' },
  { key: 'latenessP99Ms', title: 'Lateness p99, ms' },
  { key: 'bytesPerDeferral', title: 'Heap per deferral, bytes' },
]

/** An SVG with one chart per measure. */
export function drawDeferralCurve(points: readonly HoldFigures[]): string {
  const charts = measures.map(({ key, title }) => {
    const values = points.map((point) => ({ count: point.count, value: point[key] }))
    return { title, series: [{ name: '', points: values }] }
  })
  return drawCharts(
    'What pending deferrals cost, by their number; each is polled every 30 s',
    charts,
  )
}

const ways = [
  { key: 'gateway', name: 'gateway' },
  { key: 'mcpRemote', name: 'mcp-remote' },
  { key: 'direct', name: 'direct' },
] as const
const views = [
  { tool: 'read', key: 'p50Ms', title: 'Allowed read: p50, ms' },
  { tool: 'read', key: 'perSecond', title: 'Allowed reads a second' },
  { tool: 'change', key: 'p50Ms', title: 'Change by rule: p50, ms' },
  { tool: 'change', key: 'perSecond', title: 'Changes by rule a second' },
] as const

/** Of the figures of `gateway.ts`: each of the three ways, by the number of clients that call without a pause. */
export function drawGatewayCurve(
  figures: Readonly<Record<string, unknown>>,
  counts: readonly number[],
): string {
  const charts = views.map(({ tool, key, title }) => {
    const series = ways.map((way) => ({
      name: way.name,
      points: counts.map((count) => ({
        count,
        value: Number(figures[`${tool}-${way.key}-${String(count)}-${key}`] ?? 0),
      })),
    }))
    return { title, series }
  })
  return drawCharts('A tool call, by the number of clients that call at once', charts)
}
