// The checks that other programs make: types, lint, format, unused code.
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { projectRoot } from '../setup/paths.mjs'
import { sourceFolders } from './project-files.ts'

/** A program that judges the project: it exits 0 when all is well. */
export type ToolCheck = {
  readonly name: string
  readonly package: string
  readonly program: string
  readonly args: readonly string[]
}

const typeProjects = ['shared', 'main', 'preload', 'renderer', 'test']

/** The programs in the order in which they run. */
export const toolChecks: readonly ToolCheck[] = [
  ...typeProjects.map((name) => ({
    name: `types of ${name}`,
    package: 'typescript',
    program: 'tsc',
    args: ['--project', `tsconfig.${name}.json`],
  })),
  {
    name: 'lint',
    package: 'oxlint',
    program: 'oxlint',
    args: ['--type-aware', '--deny-warnings', '--format=unix', ...sourceFolders],
  },
  { name: 'format', package: 'prettier', program: 'prettier', args: ['--check', '.'] },
  { name: 'unused code', package: 'knip', program: 'knip', args: ['--no-progress'] },
]

/** Runs one program of the project's packages and gives its exit code and everything it said. */
export function runTool(
  tool: Pick<ToolCheck, 'package' | 'program' | 'args'>,
  folder = projectRoot,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const args = [programFile(tool), ...tool.args]
    const child = spawn(process.execPath, args, {
      cwd: folder,
      env: { ...process.env, NO_COLOR: '1' },
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
    }
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

function programFile(tool: Pick<ToolCheck, 'package' | 'program'>): string {
  const file = path.join(projectRoot, 'node_modules', tool.package, 'package.json')
  const { bin } = createRequire(import.meta.url)(file) as { bin: string | Record<string, string> }
  const relative = typeof bin === 'string' ? bin : bin[tool.program]
  if (relative === undefined) throw new Error(`${tool.package} has no program ${tool.program}.`)
  return path.join(path.dirname(file), relative)
}
