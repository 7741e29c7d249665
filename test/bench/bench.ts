// `npm run bench`: runs every benchmark in a process of its own, prints a table, writes out/figures.json and the curves.
import { spawn } from 'node:child_process'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { drawDeferralCurve, drawGatewayCurve } from './curve.ts'
import type { HoldFigures } from './hold.ts'

interface Benchmark {
  readonly name: string
  readonly script: string
  readonly args: readonly number[]
}
type Figures = Readonly<Record<string, unknown>>

const outFolder = path.join(import.meta.dirname, '..', '..', 'out')
const curveCounts = [100, 1_000, 2_500, 5_000, 10_000]
const clientCounts = [1, 10, 25, 50]
const measuredSeconds = 32

const benchmarks: readonly Benchmark[] = [
  ...curveCounts.map((count) => ({
    name: `${String(count)} pending at 30 s`,
    script: 'hold',
    args: [count, 30, measuredSeconds],
  })),
  { name: '2000 pending at 5 s', script: 'hold', args: [2_000, 5, measuredSeconds] },
  { name: 'wake after 8 h with 1000 overdue', script: 'wake', args: [1_000, 5] },
  { name: 'restart with 500 pending', script: 'restart', args: [500] },
  { name: 'inbox with 10000 items', script: 'inbox', args: [10_000] },
  { name: 'refresh race', script: 'refresh-race', args: [100, 20] },
  { name: 'gateway beside mcp-remote', script: 'gateway', args: clientCounts },
  { name: 'notification times over 100 runs', script: 'notification-times', args: [100] },
]

const wanted = process.argv.slice(2)
const results = new Map<string, Figures>()
for (const benchmark of benchmarks) {
  if (wanted.length > 0 && !wanted.some((word) => benchmark.name.includes(word))) continue
  console.log(`\n${benchmark.name}`)
  const figures = await run(benchmark)
  results.set(benchmark.name, figures)
  for (const [name, value] of Object.entries(figures)) {
    console.log(`  ${name.padEnd(24)} ${String(value)}`)
  }
}
await save()

function run({ script, args }: Benchmark): Promise<Figures> {
  return new Promise((resolve, reject) => {
    const file = path.join(import.meta.dirname, `${script}.ts`)
    const flags = ['--expose-gc', '--disable-warning=ExperimentalWarning']
    const child = spawn(process.execPath, [...flags, file, ...args.map(String)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.on('data', (data: Buffer) => (output += data.toString()))
    child.on('error', reject)
    child.on('exit', (code) => {
      if (code === 0) resolve(JSON.parse(output) as Figures)
      else reject(new Error(`${script} ended with ${String(code)}.`))
    })
  })
}

/** Figures of benchmarks that were not run this time stay as they were. */
async function save(): Promise<void> {
  await mkdir(outFolder, { recursive: true })
  const file = path.join(outFolder, 'figures.json')
  const before = JSON.parse(await readFile(file, 'utf8').catch(() => '{}')) as {
    bench?: Figures
  }
  const machine = `${os.cpus()[0]?.model ?? 'unknown'}, ${String(os.cpus().length)} cores`
  const at = new Date().toISOString()
  const fresh = [...results].map(([name, figures]) => [name, { at, machine, ...figures }] as const)
  const bench: Figures = { ...before.bench, ...Object.fromEntries(fresh) }
  await writeFile(`${file}.new`, `${JSON.stringify({ ...before, bench }, null, 2)}\n`)
  await rename(`${file}.new`, file)
  console.log(`\nFigures: ${path.relative(process.cwd(), file)}`)
  await drawCurves(bench)
}

/** Each once all its points were measured. */
async function drawCurves(bench: Figures): Promise<void> {
  const points = curveCounts.map((count) => bench[`${String(count)} pending at 30 s`])
  if (!points.includes(undefined))
    await savePicture('deferral-cost', drawDeferralCurve(points as HoldFigures[]))
  const gateway = bench['gateway beside mcp-remote'] as Figures | undefined
  if (gateway !== undefined)
    await savePicture('gateway-cost', drawGatewayCurve(gateway, clientCounts))
}

async function savePicture(name: string, svg: string): Promise<void> {
  const picture = path.join(outFolder, `${name}.svg`)
  await writeFile(picture, svg)
  console.log(`Curve: ${path.relative(process.cwd(), picture)}`)
}
