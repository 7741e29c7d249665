// Changes the security modules in every small way and counts how many changes the quick tests notice.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { projectRoot } from '../setup/paths.mjs'
import { saveFigure } from './figures-file.ts'
import { runToEnd } from './run-to-end.ts'
import { emptyTally, type Tally } from './tally.ts'

/** What share of the changes of each module must be noticed, in percent. */
const leastScore = 80
const name = 'mutations'
const report = path.join(projectRoot, 'out', 'mutation.json')

/** The part of Stryker's report that is read. */
export interface MutationReport {
  readonly files: Readonly<
    Record<string, { readonly mutants: readonly { readonly status: string }[] }>
  >
}

export interface MutationFigure {
  readonly outcome: 'held' | 'failed'
  /** Percent over all modules, and of each. */
  readonly score: number
  readonly mutants: number
  readonly modules: Readonly<Record<string, { score: number; mutants: number }>>
}

/** Runs with the proofs unless they were chosen by other words. Its figure is `mutations`. */
export async function proveMutations(words: readonly string[]): Promise<Tally> {
  if (words.length > 0 && !words.some((word) => name.includes(word))) return emptyTally
  console.log(`\n--- ${name}`)
  const stryker = path.join(projectRoot, 'node_modules', '@stryker-mutator', 'core')
  const code = await runToEnd(process.execPath, [
    path.join(stryker, 'bin', 'stryker.js'),
    'run',
    path.join('test', 'mutation', 'stryker.json'),
  ])
  if (code !== 0) return { passed: 0, failed: 1, skipped: 0 }
  const figure = buildMutationFigure(JSON.parse(await readFile(report, 'utf8')) as MutationReport)
  await saveFigure(name, { ...figure })
  const modules = Object.values(figure.modules)
  const passed = modules.filter(({ score }) => score >= leastScore).length
  return { passed, failed: modules.length - passed, skipped: 0 }
}

const noticed = new Set(['Killed', 'Timeout'])
/** A run that broke down itself tells nothing of the tests, so it counts against them. */
const counted = new Set([...noticed, 'Survived', 'NoCoverage', 'RuntimeError'])

/** Changes that do not compile, or were left out by name, count for nothing. */
export function buildMutationFigure({ files }: MutationReport): MutationFigure {
  const statuses = Object.entries(files).map(
    ([file, { mutants }]) =>
      [file, mutants.map(({ status }) => status).filter((each) => counted.has(each))] as const,
  )
  const modules = Object.fromEntries(
    statuses.map(([file, all]) => [file, { score: scoreOf(all), mutants: all.length }]),
  )
  const all = statuses.flatMap(([, each]) => each)
  const held = Object.values(modules).every(({ score }) => score >= leastScore)
  const outcome = held && all.length > 0 ? 'held' : 'failed'
  return { outcome, score: scoreOf(all), mutants: all.length, modules }
}

function scoreOf(statuses: readonly string[]): number {
  if (statuses.length === 0) return 0
  const share = statuses.filter((each) => noticed.has(each)).length / statuses.length
  return Math.floor(share * 1_000) / 10
}
