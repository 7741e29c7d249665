// Runs scenarios of the MCP conformance suite against our client, each in a process of its own, and reads its verdicts.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { globSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { projectRoot } from '../../build/setup/paths.mjs'

/** One scenario at one revision of MCP; null where it belongs to no revision (extensions). */
export interface Run {
  readonly scenario: string
  readonly revision: string | null
}

export interface RunResult extends Run {
  readonly passed: boolean
  /** Checks that counted. */
  readonly checks: number
  /** One line for each check that failed or warned, or why there are none. */
  readonly problems: readonly string[]
  /** What the client under test printed. */
  readonly output: string
}

/** Revisions the engine speaks in full: the newest of each era. */
const revisions = ['2025-11-25', '2026-07-28']
const timeoutMs = 25_000

const checkSchema = z.looseObject({
  id: z.string(),
  status: z.string(),
  description: z.string().optional(),
  errorMessage: z.string().optional(),
})

/** Every scenario of one side of the suite at every revision of ours it applies to, in the suite's order. */
export async function listRuns(side: 'client' | 'server' = 'client'): Promise<Run[]> {
  const { output } = await runSuite(['list', `--${side}`])
  return [...output.matchAll(/^ {2}- (\S+) \[([^\]]+)\]$/gm)].flatMap(
    ([, scenario = '', applies = '']) => {
      const ours = revisions.filter((revision) => applies.split(',').includes(revision))
      return (ours.length === 0 ? [null] : ours).map((revision) => ({ scenario, revision }))
    },
  )
}

/** `folder` must be empty and of this run alone. */
export async function playScenario(run: Run, folder: string): Promise<RunResult> {
  const client = path.join(projectRoot, 'test', 'conformance', 'client.ts')
  const command = `${process.execPath} --disable-warning=ExperimentalWarning ${client}`
  const revision = run.revision === null ? [] : ['--spec-version', run.revision]
  const { code, output: words } = await runSuite(
    ['client', '--command', command, '--scenario', run.scenario, ...revision].concat([
      '--timeout',
      String(timeoutMs),
      '--output-dir',
      folder,
    ]),
  )
  return judge(run, { folder, code, words })
}

/** Against the server at `url`. `folder` must be empty and of this run alone. */
export async function playServerScenario(
  run: Run,
  { url, folder }: { url: string; folder: string },
): Promise<RunResult> {
  const revision = run.revision === null ? [] : ['--spec-version', run.revision]
  const { code, output: words } = await runSuite(
    ['server', '--url', url, '--scenario', run.scenario, ...revision].concat([
      '--timeout',
      String(timeoutMs),
      '--output-dir',
      folder,
    ]),
  )
  return judge(run, { folder, code, words })
}

function judge(
  run: Run,
  { folder, code, words }: { folder: string; code: number; words: string },
): RunResult {
  const checks = readChecks(folder)
  const output = readAll(folder, '*/std*.txt')
  const bad = checks.filter(({ status }) => status === 'FAILURE' || status === 'WARNING')
  const problems = bad.map((check) => `${check.id}: ${check.errorMessage ?? check.description}`)
  if (code !== 0 && problems.length === 0) problems.push(lastLine(output) ?? words.slice(-500))
  const counted = checks.filter(({ status }) => status !== 'INFO' && status !== 'SKIPPED')
  return { ...run, passed: code === 0, checks: counted.length, problems, output }
}

function readChecks(folder: string): z.infer<typeof checkSchema>[] {
  const json = readAll(folder, '*/checks.json') || readAll(folder, '*/*/checks.json')
  return json === '' ? [] : z.array(checkSchema).parse(JSON.parse(json))
}

function readAll(folder: string, pattern: string): string {
  return globSync(path.join(folder, pattern))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n')
}

function lastLine(text: string): string | undefined {
  return text.trim().split('\n').at(-1)
}

/** The package has no entry to import, only its program. */
function resolveSuite(): string {
  const require = createRequire(import.meta.url)
  const manifest = require.resolve('@modelcontextprotocol/conformance/package.json')
  return path.join(path.dirname(manifest), 'dist', 'index.js')
}

async function runSuite(args: readonly string[]): Promise<{ code: number; output: string }> {
  const suite = resolveSuite()
  const child = spawn(process.execPath, [suite, ...args], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: path.join(tmpdir(), 'countersign-conformance-code'),
    },
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (words: string) => (output += words))
  child.stderr.setEncoding('utf8').on('data', (words: string) => (output += words))
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => resolve(exitCode ?? 1))
  })
  return { code, output }
}

/** Runs `work` on every item, at most `width` at a time; answers in the items' order. */
export async function mapSome<Item, Result>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const queue = items.entries()
  const worker = async (): Promise<void> => {
    for (const [at, item] of queue) results[at] = await work(item)
  }
  await Promise.all(Array.from({ length: width }, worker))
  return results
}
