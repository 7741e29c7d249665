// Proves that each check on the tree finds its planted bad files, and leaves good ones alone.
import { expect, test } from 'vitest'
import {
  checkBarrels,
  checkFolderNames,
  checkHeaders,
  checkImportEffects,
} from '../../build/checks/file-rules.ts'
import { checkImportDirections } from '../../build/checks/import-directions.ts'
import type { Finding, SourceFile } from '../../build/checks/project-files.ts'
import { runTreeChecks } from '../../build/checks/tree-checks.ts'
import { plantProject } from './planted-project.ts'

const file = (path: string, text = ''): SourceFile => ({ path, text })
const pathsOf = (findings: readonly Finding[]): string[] => findings.map((each) => each.path)

test.for([
  ['shared/model/grant.ts', `import { x } from '../errors.ts'`],
  ['shared/errors.ts', `import fs from 'node:fs'`],
  ['shared/errors.ts', `import { app } from 'electron'`],
  ['renderer/app/inbox.tsx', `import { x } from '../../main/store/rows.ts'`],
  ['renderer/app/inbox.tsx', `import type { X } from '../../main/store/rows.ts'`],
  ['renderer/approval/page.tsx', `import { x } from '../app/inbox.tsx'`],
  ['renderer/parts/tag.tsx', `import { x } from '../app/inbox.tsx'`],
  ['preload/app.ts', `import { x } from '../main/ipc/router.ts'`],
  ['main/http/fetch.ts', `import { x } from '../oauth/dpop.ts'`],
  ['main/deferral/reduce.ts', `const m = await import('../interaction/queue.ts')`],
  ['main/oauth/dpop.ts', `export { x } from '../step-up/route.ts'`],
  ['main/agent/tool-call.ts', `import { shell } from 'electron'`],
  ['main/ipc/router.ts', `import { x } from '../store/rows.ts'`],
  ['main/store/rows.ts', `import { x } from '../bootstrap.ts'`],
  ['build/setup/node.ts', `import { x } from '../../main/main.ts'`],
  ['main/main.ts', `import { x } from '../test/fakes/clock.ts'`],
  ['main/elsewhere/x.ts', `import { x } from '../../renderer/app/inbox.tsx'`],
] as const)('[BLD-03] %s may not say: %s', ([path, text]) => {
  expect(pathsOf(checkImportDirections([file(path, text)]))).toEqual([path])
})

test.for([
  ['main/step-up/route.ts', `import { x } from '../deferral/event.ts'`],
  ['main/ipc/router.ts', `import type { X } from '../store/rows.ts'`],
  ['main/bootstrap.ts', `import { x } from './gateway/server.ts'`],
  ['renderer/approval/page.tsx', `import { x } from '../parts/tag.tsx'`],
  [
    'preload/app.ts',
    `import { contextBridge } from 'electron'\nimport { x } from '../shared/contract.ts'`,
  ],
  ['main/desktop/tray.ts', `import { Tray } from 'electron'`],
  ['test/agent/x.test.ts', `import { x } from '../../main/agent/x.ts'`],
] as const)('[BLD-03] %s may say: %s', ([path, text]) => {
  expect(checkImportDirections([file(path, text)])).toEqual([])
})

test.for([
  ['a barrel by name', checkBarrels, file('shared/index.ts')],
  ['a barrel by all', checkBarrels, file('shared/model.ts', `export * from './model/grant.ts'`)],
  ['a barrel by name of export', checkBarrels, file('shared/m.ts', `export { x } from './x.ts'`)],
  ['a folder that says nothing', checkFolderNames, file('main/agent/utils/text.ts')],
  ['a missing header', checkHeaders, file('main/x.ts', `import x from 'y'\n`)],
  ['a header of one word', checkHeaders, file('main/x.ts', `// Words.\n`)],
  ['a call on import', checkImportEffects, file('main/store/x.ts', `start()`)],
  ['an awaited call on import', checkImportEffects, file('shared/x.ts', `await start()`)],
  ['an assignment on import', checkImportEffects, file('preload/lib-x/x.ts', `globalThis.x = 1`)],
  ['a condition on import', checkImportEffects, file('renderer/parts/x.ts', `if (y) start()`)],
] as const)('[BLD-04] %s is found', ([, check, bad]) => {
  expect(pathsOf(check([bad]))).toEqual([bad.path])
})

test('[BLD-04] good files pass every rule for single files', () => {
  const good = file(
    'main/agent/tool-call.ts',
    `// Carries a tool call through its journey.\nexport const table = build()\nexport function build() {\n  return start()\n}\n`,
  )
  const entry = file('main/main.ts', `// The entry of the app's main process.\nstart()\n`)
  for (const check of [checkBarrels, checkFolderNames, checkHeaders, checkImportEffects]) {
    expect(check([good, entry])).toEqual([])
  }
})

const declaration = `// Requirements of a planted room.
export const plantedRequirements = [{ id: 'PLT-01', behaviour: 'x' }, { id: 'PLT-02', behaviour: 'y' }]
`
const gatherer = `// Gathers planted requirements.
import { plantedRequirements } from './requirements/planted.ts'
export const loadRequirements = async () => plantedRequirements
`

test('[BLD-05] the requirement gate finds what is unproven, skipped, or unknown', async () => {
  await using project = await plantProject({
    'test/requirements.ts': gatherer,
    'test/requirements/planted.ts': declaration,
    'test/planted.test.ts': `// Tests of a planted room.
test('[PLT-01] [PLT-09] proves the first and cites an unknown one', () => {})
test.skip('[PLT-02] is skipped', () => {})
`,
  })
  const findings = (await runTreeChecks(project.root)).get('requirements')
  expect(findings?.map((each) => each.message)).toEqual([
    'PLT-02 has no proving test',
    'cites the unknown requirement PLT-09',
  ])
})

test('[BLD-05] the requirement gate reads titles of parametrised tests', async () => {
  await using project = await plantProject({
    'test/requirements.ts': gatherer,
    'test/requirements/planted.ts': declaration,
    'test/planted.test.ts': `// Tests of a planted room.
test.each([1, 2])('[PLT-01] number %i', () => {})
describe('a room', () => it.for([1])(\`[PLT-02] number %i\`, () => {}))
`,
  })
  expect((await runTreeChecks(project.root)).get('requirements')).toEqual([])
})
