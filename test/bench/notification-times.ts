// How long a held call takes to be seen, and a press to reach the server: the built app, a real bus and a real daemon.
import { spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import process from 'node:process'
import { setTimeout as delay } from 'node:timers/promises'
import type { Output } from '../../shared/contract.ts'
import { Stage } from '../desktop/stage.ts'
import { until } from '../flows/until.ts'

/** Each figure in milliseconds, over all runs. */
interface NotificationFigures {
  readonly runs: number
  /** From the moment main froze the call to the daemon's own hook on showing its notification. */
  readonly heldToVisibleP50Ms: number
  readonly heldToVisibleP95Ms: number
  /** From the daemon's signal that the button was pressed to `tools/call` at the server. */
  readonly pressToRequestP50Ms: number
  readonly pressToRequestP95Ms: number
}
interface Run {
  readonly visibleMs: number
  readonly requestMs: number
}

/** A press before this was begun before the notification was there, and does not approve. */
const ripeMs = 650
const built = path.join(import.meta.dirname, '..', '..', 'out', 'app', 'main', 'main.js')

const runs = Number(process.argv[2] ?? 100)
if (!existsSync(built)) throw new Error('Build the app first: npm run build.')
const stage = await Stage.open()
const presses: number[] = []
const watching = watchPresses(stage.session.env, (atMs) => presses.push(atMs))
try {
  await prepare()
  const done: Run[] = []
  for (let at = 0; at < runs; at += 1) done.push(await measure(at))
  console.log(JSON.stringify(summarise(done)))
} finally {
  watching.stop()
  await stage.stop()
}
process.exit(0)

/** An agent for each run, because each raises only three notifications a minute. */
async function prepare(): Promise<void> {
  const first = await stage.launch()
  await stage.overview('the app has started')
  await first.close()
  const database = new DatabaseSync(path.join(stage.home, 'countersign.db'))
  const insert = database.prepare('INSERT INTO agents (id, json) VALUES (?, ?)')
  for (let at = 0; at < runs; at += 1) {
    const id = agentId(at)
    insert.run(id, JSON.stringify({ id, name: `Agent ${String(at)}`, kind: 'built-in' }))
  }
  database.close()
  await stage.launch()
  await stage.connectBank()
}

function agentId(at: number): string {
  return `agent-${String(at)}`
}

async function measure(at: number): Promise<Run> {
  const amount = 100 + at
  const title = `Prepare a transfer of €${String(amount)}.00 to Nordlicht`
  const words = `Prepare a transfer of ${String(amount)} EUR to Nordlicht for order ${String(at)}`
  await startTask(agentId(at), words)
  const { notifications, folder } = stage.session
  await until(title, async () => (await notifications.shown()).some((one) => one.summary === title))
  const visibleAtMs = statSync(path.join(folder, 'notifications-shown')).mtimeMs
  const { inbox } = await stage.loadOverview()
  const heldAtMs = inbox.find((item) => item.title === title)?.createdAtMs
  if (heldAtMs === undefined) throw new Error(`“${title}” does not wait any more.`)
  await delay(ripeMs)
  const { requests } = stage.sandbox.world.record
  const before = requests.length
  presses.length = 0
  await notifications.pressAction('Approve', title)
  const requestAtMs = await until('the request', () =>
    Promise.resolve(
      requests.slice(before).find(({ mcpMethod }) => mcpMethod === 'tools/call')?.at ?? null,
    ),
  )
  const pressedAtMs = presses[0]
  if (pressedAtMs === undefined) throw new Error('The press was not seen on the bus.')
  await stage.task(words, (_, { state }) => state === 'done')
  return { visibleMs: visibleAtMs - heldAtMs, requestMs: requestAtMs - pressedAtMs }
}

async function startTask(agent: string, words: string): Promise<void> {
  const input = { agentId: agent, text: words }
  const started = (await stage.running.app.evaluate(
    (request) => window.countersign.call('task.start', request),
    input,
  )) as { ok: boolean; value?: Output<'task.start'> }
  if (!started.ok) throw new Error(`The task of ${agent} was not started.`)
}

/** When the daemon says on the bus that a button was pressed (Unix ms). */
function watchPresses(
  env: Record<string, string>,
  onPress: (atMs: number) => void,
): { stop(): void } {
  const rule = "type='signal',member='ActionInvoked'"
  const monitor = spawn('dbus-monitor', ['--session', '--profile', rule], { env })
  monitor.stdout.on('data', (data: Buffer) => {
    for (const line of data.toString().split('\n')) {
      const [kind, seconds] = line.split('\t')
      if (kind === 'sig' && line.includes('ActionInvoked')) onPress(Number(seconds) * 1_000)
    }
  })
  return { stop: () => void monitor.kill() }
}

function summarise(done: readonly Run[]): NotificationFigures {
  const visible = done.map(({ visibleMs }) => visibleMs)
  const request = done.map(({ requestMs }) => requestMs)
  return {
    runs: done.length,
    heldToVisibleP50Ms: percentile(visible, 50),
    heldToVisibleP95Ms: percentile(visible, 95),
    pressToRequestP50Ms: percentile(request, 50),
    pressToRequestP95Ms: percentile(request, 95),
  }
}

function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  const value = sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? Number.NaN
  return Math.round(value * 10) / 10
}
