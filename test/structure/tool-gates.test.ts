// Proves that each tool of `npm run check`, with the project's own settings, finds a planted bad file.
import { expect, test } from 'vitest'
import { runTool, toolChecks } from '../../build/checks/tool-checks.ts'
import { plantProject } from './planted-project.ts'

const header = '// A planted file of a test.\n'

type Planted = {
  readonly gate: string
  readonly file: string
  readonly text: string
  /** What the tool must say. */
  readonly says: RegExp
}

const planted: readonly Planted[] = [
  {
    gate: 'types of renderer',
    file: 'renderer/app/reads-disk.ts',
    text: `import { readFileSync } from 'node:fs'\nexport const text = readFileSync('x', 'utf8')\n`,
    says: /reads-disk\.ts.*node:fs/,
  },
  {
    gate: 'types of renderer',
    file: 'renderer/app/sees-process.ts',
    text: `export const where = process.cwd()\n`,
    says: /sees-process\.ts.*process/,
  },
  {
    gate: 'types of main',
    file: 'main/sees-window.ts',
    text: `export const title = document.title\n`,
    says: /sees-window\.ts.*document/,
  },
  {
    gate: 'types of shared',
    file: 'shared/sees-process.ts',
    text: `export const where = process.cwd()\n`,
    says: /sees-process\.ts.*process/,
  },
  {
    gate: 'types of shared',
    file: 'shared/unchecked-index.ts',
    text: `export const first = (texts: string[]): string => texts[0]\n`,
    says: /unchecked-index\.ts.*undefined/,
  },
  {
    gate: 'types of preload',
    file: 'preload/has-enum.ts',
    text: `export enum Choice {\n  One,\n}\n`,
    says: /has-enum\.ts.*erasableSyntaxOnly/,
  },
  {
    gate: 'types of test',
    file: 'test/wrong-type.ts',
    text: `export const count: number = 'one'\n`,
    says: /wrong-type\.ts/,
  },
  {
    gate: 'lint',
    file: 'main/floating.ts',
    text: `const act = async (): Promise<void> => {}\nexport const start = (): void => {\n  act()\n}\n`,
    says: /no-floating-promises/,
  },
  {
    gate: 'lint',
    file: 'main/loose.ts',
    text: `export const size = (value: any): number => value.length\n`,
    says: /no-explicit-any/,
  },
  {
    gate: 'lint',
    file: 'main/hopeful.ts',
    text: `export const first = (texts: string[]): string => texts[0]!\n`,
    says: /no-non-null-assertion/,
  },
  {
    gate: 'lint',
    file: 'shared/default.ts',
    text: `export default 1\n`,
    says: /no-default-export/,
  },
  {
    gate: 'lint',
    file: 'main/misused.ts',
    text: `const ask = async (): Promise<boolean> => true\nexport const pick = (): number => {\n  if (ask()) return 1\n  return 2\n}\n`,
    says: /no-misused-promises/,
  },
  {
    gate: 'lint',
    file: 'main/prints.ts',
    text: `export const say = (): void => console.log('x')\n`,
    says: /no-console/,
  },
  {
    gate: 'format',
    file: 'shared/ugly.ts',
    text: `export const a = "double";\n`,
    says: /ugly\.ts/,
  },
  {
    gate: 'unused code',
    file: 'shared/orphan.ts',
    text: `export const unused = 1\n`,
    says: /Unused files[\s\S]*shared\/orphan\.ts/,
  },
]

test.for(planted)('[BLD-04] $gate finds $file', async ({ gate, file, text, says }) => {
  await using project = await plantProject({ [file]: header + text })
  const tool = toolChecks.find(({ name }) => name === gate)
  if (tool === undefined) throw new Error(`There is no check "${gate}".`)
  const { code, output } = await runTool(tool, project.root)
  expect(code).not.toBe(0)
  expect(output).toMatch(says)
})

test('[BLD-04] the tools accept a good file, so a finding above is about its bad one', async () => {
  const good = `${header}export const one = 1\n`
  await using project = await plantProject({ 'main/good.ts': good, 'main/main.ts': good })
  for (const gate of ['types of main', 'lint']) {
    const tool = toolChecks.find(({ name }) => name === gate)
    if (tool === undefined) throw new Error(`There is no check "${gate}".`)
    expect(await runTool(tool, project.root)).toMatchObject({ code: 0 })
  }
})
