// Proves what the app takes from its arguments and environment, and what it leaves alone.
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { findDataFolder, findSandboxUrl } from '../../main/start-options.ts'

describe('start options', () => {
  test.each(['http://localhost:4100/mcp', 'http://127.0.0.1:4100/mcp'])(
    '[APP-06] takes %s',
    (url) => {
      expect(findSandboxUrl(['electron', '--other', `--sandbox=${url}`])).toBe(url)
    },
  )

  test.each([
    'https://evil.test/mcp',
    'http://evil.test/mcp',
    'http://localhost.evil.test/mcp',
    'http://localhost@evil.test/mcp',
    'http://evil@localhost:4100/mcp',
    'http://127.0.0.1.nip.io/mcp',
    'http://0.0.0.0:4100/mcp',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'localhost:4100',
    '',
  ])('[APP-06] leaves %j alone', (value) => {
    // Dies if: the host is compared by its beginning, or a name and password may stand before it.
    expect(findSandboxUrl([`--sandbox=${value}`])).toBeNull()
  })

  test('[APP-06] says nothing where nothing was said', () => {
    expect(findSandboxUrl(['--sandbox', 'http://localhost:1/', '--inspect'])).toBeNull()
  })

  test('[APP-07] the data folder is absolute, and the usual one where none is named', () => {
    expect(findDataFolder('profile', '/usual')).toBe(path.resolve('profile'))
    expect(findDataFolder('', '/usual')).toBe('/usual')
    expect(findDataFolder(undefined, '/usual')).toBe('/usual')
  })
})
