// Reads the fuses back from the binary of a packaged app.
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fallbackFolder } from '../../build/setup/fallback-runtime.ts'
import { packageForTest } from './packaged.ts'

/** How the fuse wire spells an enabled fuse: the character `1`. */
const enabled = 0x31

const wanted = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
}

const readFuses = async (executable: string): Promise<Record<string, boolean>> => {
  const wire = await getCurrentFuseWire(executable)
  const names = Object.keys(wanted) as (keyof typeof wanted)[]
  return Object.fromEntries(
    names.map((name) => [name, Number(wire[FuseV1Options[name]]) === enabled]),
  )
}

describe.skipIf(process.platform !== 'linux')('the fuses of a packaged app', () => {
  let folder = ''
  let executable = ''
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'countersign-fuses-'))
    executable = await packageForTest(folder)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  // Dies if: a line of electronFuses in electron-builder.yml is changed or left out.
  test('[BLD-01] are exactly the safe ones', async () => {
    expect(await readFuses(executable)).toEqual(wanted)
  })

  test.skipIf(process.arch !== 'x64')(
    'differ from those of the runtime before packaging',
    async () => {
      const runtime = await readFuses(path.join(fallbackFolder(), 'electron')).catch(
        () => undefined,
      )
      // Only there where the official download is not reachable.
      if (runtime !== undefined) expect(runtime['RunAsNode']).toBe(true)
    },
  )
})
