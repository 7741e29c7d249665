// Tests of what the heavy run takes in and writes down.
import { expect, test } from 'vitest'
import { loadSourceFiles } from '../../build/checks/project-files.ts'
import { mergeFigure } from '../../build/run/figures-file.ts'
import { buildMutationFigure } from '../../build/run/prove-mutations.ts'
import { findProofs } from '../../build/run/prove-tests.ts'
import { projectRoot } from '../../build/setup/paths.mjs'

// Written so that this file is not taken for a heavy test itself.
const readsCount = `const runs = process.env['${'COUNT'}'] ?? 5`
const statesProperty = `fc.${'assert'}(property)`

test('[BLD-13] takes in what reads the count or states a property, each in its project', () => {
  const proofs = findProofs([
    { path: 'test/store/kill.test.ts', text: readsCount },
    { path: 'test/desktop/kill.test.ts', text: readsCount },
    { path: 'test/flows/kill.test.ts', text: readsCount },
    { path: 'test/oauth/parse.test.ts', text: statesProperty },
    { path: 'test/oauth/plain.test.ts', text: 'expect(1).toBe(1)' },
    { path: 'test/store/writer.ts', text: readsCount },
  ])
  expect(proofs.map(({ project, files }) => [project, ...files])).toEqual([
    ['unit', 'test/store/kill.test.ts', 'test/oauth/parse.test.ts'],
    ['integration', 'test/flows/kill.test.ts'],
    ['desktop', 'test/desktop/kill.test.ts'],
  ])
})

// Dies if: such a file runs with the others as well, or at their count.
test('[BLD-13] a file that names a count of its own is a proof of its own', () => {
  const own = `// ${'prove'}: 100000\n${readsCount}`
  const proofs = findProofs([
    { path: 'test/deferral/model.test.ts', text: `// What it is for.\n${own}` },
    { path: 'test/flows/model.test.ts', text: own },
    { path: 'test/store/kill.test.ts', text: readsCount },
  ])
  expect(proofs).toEqual([
    {
      name: 'test/deferral/model.test.ts',
      project: 'unit',
      count: 100_000,
      files: ['test/deferral/model.test.ts'],
    },
    {
      name: 'test/flows/model.test.ts',
      project: 'integration',
      count: 100_000,
      files: ['test/flows/model.test.ts'],
    },
    {
      name: 'properties and models',
      project: 'unit',
      count: 1000,
      files: ['test/store/kill.test.ts'],
    },
  ])
})

test('[BLD-13] finds the kill test and the model test of this project', () => {
  const files = findProofs(loadSourceFiles(projectRoot)).flatMap((proof) => proof.files)
  expect(files).toContain('test/store/kill.test.ts')
  expect(files).toContain('test/deferral/model.test.ts')
  expect(files).not.toContain('test/build/prove-tests.test.ts')
})

test('[BLD-13] replaces the figures of the same proof and leaves all others', () => {
  const before = { bench: { calls: 1 }, prove: { kills: { count: 1 }, flows: { count: 2 } } }
  expect(mergeFigure(before, { kills: { count: 9 } })).toEqual({
    bench: { calls: 1 },
    prove: { kills: { count: 9 }, flows: { count: 2 } },
  })
  expect(mergeFigure({}, { kills: 1 })).toEqual({ prove: { kills: 1 } })
})

test('[BLD-15] a module is held to its own score, by the changes that could be noticed', () => {
  const of = (...statuses: string[]) => ({ mutants: statuses.map((status) => ({ status })) })
  const good = of('Killed', 'Killed', 'Timeout', 'Killed', 'Survived', 'CompileError', 'Ignored')
  const figure = buildMutationFigure({ files: { 'a.ts': good, 'b.ts': of('Killed') } })
  expect(figure).toMatchObject({ outcome: 'held', mutants: 6, modules: { 'a.ts': { score: 80 } } })
  // Dies if: one module hides behind the others, or what no test reaches is not counted.
  const files = { 'a.ts': of(...Array<string>(99).fill('Killed')), 'b.ts': of('NoCoverage') }
  expect(buildMutationFigure({ files })).toMatchObject({ outcome: 'failed', score: 99 })
  expect(buildMutationFigure({ files: {} }).outcome).toBe('failed')
  // Dies if: a runner that breaks down hides what no test notices.
  const broken = { 'a.ts': of('Killed', 'Killed', 'Killed', 'RuntimeError') }
  expect(buildMutationFigure({ files: broken })).toMatchObject({ outcome: 'failed', score: 75 })
})
