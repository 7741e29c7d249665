// Proves the vault on a real Secret Service: unlocked, and present but locked.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'

const steps = join(import.meta.dirname, 'keyring-steps.ts')
const tools = ['dbus-run-session', 'gnome-keyring-daemon']
const missing = tools.filter((tool) => spawnSync('which', [tool]).status !== 0)
const reason = `needs ${missing.join(' and ')} (Debian: dbus, gnome-keyring, libsecret-1-0)`

describe('a real keychain', () => {
  // Dies if: the key is not saved, or two profiles share an entry.
  test('[VLT-05] keeps the key across openings, one per profile', ({ skip }) => {
    if (missing.length > 0) return skip(reason)
    const unlock = 'printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null'
    const report = runInSession(`${unlock}; exec "$NODE" "$STEPS" 5000`)
    expect(report).toMatchObject({
      survivesRestart: true,
      opened: 'canary',
      otherProfileHasOwnKey: true,
    })
  }, 60_000)

  // Dies if: a call without an answer is waited for.
  test('[VLT-03] does not wait for a bus without an unlocked keyring', ({ skip }) => {
    if (missing.length > 0) return skip(reason)
    const report = runInSession('exec "$NODE" "$STEPS" 300')
    expect(report).toMatchObject({ survivesRestart: false, opened: null })
    expect(report['tookMs']).toBeLessThan(4000)
  }, 60_000)
})

function runInSession(script: string): Record<string, unknown> {
  const home = mkdtempSync(join(tmpdir(), 'countersign-keyring-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const { stdout, stderr } = spawnSync('dbus-run-session', ['--', 'sh', '-c', script], {
    encoding: 'utf8',
    timeout: 50_000,
    env: {
      PATH: process.env['PATH'],
      HOME: home,
      XDG_DATA_HOME: join(home, 'data'),
      XDG_RUNTIME_DIR: home,
      NODE: process.execPath,
      STEPS: steps,
    },
  })
  const line = stdout.split('\n').find((each) => each.startsWith('{'))
  if (line === undefined) throw new Error(`No report: ${stdout}${stderr}`)
  return JSON.parse(line) as Record<string, unknown>
}
