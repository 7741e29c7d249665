// Keeps what proofs found in out/figures.json, each under its name.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { projectRoot } from '../setup/paths.mjs'

const figuresFile = path.join(projectRoot, 'out', 'figures.json')

type Figures = Readonly<Record<string, unknown>> & {
  readonly prove?: Readonly<Record<string, unknown>>
}

/** Adds one proof to the file and leaves everything else in it as it is. */
export async function saveFigure(
  name: string,
  figure: Readonly<Record<string, unknown>>,
): Promise<void> {
  const text = await readFile(figuresFile, 'utf8').catch(() => '{}')
  const merged = mergeFigure(JSON.parse(text) as Figures, {
    [name]: { at: new Date().toISOString(), machine: nameMachine(), ...figure },
  })
  await mkdir(path.dirname(figuresFile), { recursive: true })
  await writeFile(`${figuresFile}.new`, `${JSON.stringify(merged, null, 2)}\n`)
  await rename(`${figuresFile}.new`, figuresFile)
}

/** The figures with these proofs in place of older ones of the same name. */
export function mergeFigure(figures: Figures, proofs: Readonly<Record<string, unknown>>): Figures {
  return { ...figures, prove: { ...figures.prove, ...proofs } }
}

function nameMachine(): string {
  const cores = String(os.availableParallelism())
  return `${os.platform()} ${os.arch()}, ${cores} cores, Node ${process.versions.node}`
}
