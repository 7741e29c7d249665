// Runs the heavy tests at full count and keeps what came of it in out/figures.json.
import { loadSourceFiles } from '../checks/project-files.ts'
import type { SourceFile } from '../checks/project-files.ts'
import { projectRoot } from '../setup/paths.mjs'
import { saveFigure } from './figures-file.ts'
import { runProject } from './run-tests.ts'
import type { ProjectRun } from './run-tests.ts'
import { addTally, emptyTally } from './tally.ts'
import type { Tally } from './tally.ts'

/** Heavy tests that run at one count. */
export type Proof = {
  readonly name: string
  /** The project of vitest.config.ts. */
  readonly project: string
  /** How often, unless COUNT says otherwise. */
  readonly count: number
  readonly files: readonly string[]
}

/** What came of one proof. */
export type ProofFigure = Tally & {
  readonly count: number
  readonly seconds: number
  readonly outcome: 'held' | 'failed'
  readonly tests: ProjectRun['tests']
}

/** The random numbers begin here, and how often each test ran when the caller chose it. */
export type ProveOptions = {
  readonly seed: number
  readonly count: number | undefined
  /** Only proofs whose name holds one of these; all of them when there are none. */
  readonly words: readonly string[]
}

/** A test that takes longer at full count sets its own time. */
const patienceMs = 600_000

/** A line of a test file that names a full count of its own. */
const ownCount = /^\/\/ prove: (\d+)$/m

/**
 * Finds the heavy tests: files that read COUNT or state properties; new ones join by doing so. A file with a line
 * `// prove: N` is a proof of its own that runs N times.
 */
export function findProofs(files: readonly SourceFile[]): Proof[] {
  const heavy = files.filter(
    ({ path: file, text }) =>
      /^test\/.*\.test\.tsx?$/.test(file) && /process\.env\['COUNT'\]|\bfc\.assert\(/.test(text),
  )
  const counted = heavy.filter(({ text }) => ownCount.test(text))
  const alike = heavy.filter((file) => !counted.includes(file))
  const inFolders = (folders: RegExp): string[] =>
    alike.map((file) => file.path).filter((file) => folders.test(file))
  const flows = /^test\/(crash|flows|integration|sandbox|sandbox-tests|renderer\/pages)\//
  const kills = /^test\/desktop\//
  const rest = alike
    .map((file) => file.path)
    .filter((file) => !flows.test(file) && !kills.test(file))
  const projectOf = (file: string): string => {
    if (flows.test(file)) return 'integration'
    return kills.test(file) ? 'desktop' : 'unit'
  }
  return [
    ...counted.map(({ path: file, text }) => ({
      name: file,
      project: projectOf(file),
      count: Number(ownCount.exec(text)?.[1]),
      files: [file],
    })),
    { name: 'properties and models', project: 'unit', count: 1000, files: rest },
    { name: 'flows', project: 'integration', count: 200, files: inFolders(flows) },
    { name: 'kills of the running app', project: 'desktop', count: 100, files: inFolders(kills) },
  ].filter((proof) => proof.files.length > 0)
}

/** Runs every proof, one after the other, and writes down each as soon as it has ended. */
export async function prove({ seed, count, words }: ProveOptions): Promise<Tally> {
  let tally = emptyTally
  const isWanted = ({ name }: Proof): boolean =>
    words.length === 0 || words.some((word) => name.includes(word))
  for (const proof of findProofs(loadSourceFiles(projectRoot)).filter(isWanted)) {
    const times = count ?? proof.count
    console.log(`\n--- ${proof.name}: COUNT=${String(times)} SEED=${String(seed)}`)
    const run = await runProject(proof.project, {
      files: proof.files,
      env: { COUNT: String(times), SEED: String(seed) },
      testTimeoutMs: patienceMs,
    })
    tally = addTally(tally, run.tally)
    await saveFigure(proof.name, { seed, ...buildFigure(run, times) })
  }
  return tally
}

function buildFigure(run: ProjectRun, count: number): ProofFigure {
  const outcome = run.tally.failed === 0 && run.tally.passed > 0 ? 'held' : 'failed'
  return { outcome, count, seconds: run.seconds, ...run.tally, tests: run.tests }
}
