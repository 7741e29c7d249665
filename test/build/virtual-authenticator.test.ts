// Tests the software authenticator of trials against a real Chromium.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DevToolsConnection } from '../../build/run/devtools-connection.ts'
import { stopProcess } from '../../build/run/process-group.ts'
import { waitUntil } from '../../build/run/run-program.ts'
import { attachVirtualAuthenticator } from '../../build/run/virtual-authenticator.ts'
import { readDevToolsAddress, waitForLine } from '../../build/run/wait-for-line.ts'

const chromium = '/usr/bin/chromium'

const createPasskey = `navigator.credentials.create({ publicKey: {
  challenge: new Uint8Array(16), rp: { id: 'localhost', name: 'x' },
  user: { id: new Uint8Array(8), name: 'a', displayName: 'a' },
  pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
  authenticatorSelection: { residentKey: 'required', userVerification: 'required' } } }).then((c) => c.id)`
const usePasskey = `navigator.credentials.get({ publicKey: {
  challenge: new Uint8Array(16), rpId: 'localhost', userVerification: 'required' } }).then((c) => c.id)`

describe.skipIf(!existsSync(chromium))('the software authenticator', () => {
  let profile = ''
  let browser: ChildProcess | undefined
  let address = ''
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<title>ceremony</title>')
  })

  beforeAll(async () => {
    profile = await mkdtemp(path.join(os.tmpdir(), 'countersign-chromium-'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
    const args = ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`]
    browser = spawn(chromium, [...args, ...sandbox, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    if (browser.stderr === null) throw new Error('Chromium has no error output.')
    address = await waitForLine(browser.stderr, { what: 'Chromium', read: readDevToolsAddress })
  })
  afterAll(async () => {
    if (browser) await stopProcess(browser)
    server.close()
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  })

  /** Opens a page of its own and gives what the script's promise settles with. */
  const runInNewPage = async (connection: DevToolsConnection, script: string): Promise<unknown> => {
    const { port } = server.address() as AddressInfo
    const url = `http://localhost:${String(port)}/`
    const { targetId } = (await connection.send('Target.createTarget', { url })) as {
      targetId: string
    }
    const { sessionId } = (await connection.send('Target.attachToTarget', {
      targetId,
      flatten: true,
    })) as { sessionId: string }
    const evaluate = async (expression: string): Promise<unknown> => {
      const options = { expression, awaitPromise: true, returnByValue: true, userGesture: true }
      const answer = (await connection.send('Runtime.evaluate', options, sessionId)) as {
        result: { value?: unknown }
        exceptionDetails?: { exception?: { description?: string } }
      }
      const problem = answer.exceptionDetails?.exception?.description
      if (answer.exceptionDetails !== undefined) throw new Error(problem ?? 'The page threw.')
      return answer.result.value
    }
    // The page begins as an empty one, and stays that until the authenticator is in it.
    const isLoaded = `location.href === '${url}' && document.readyState === 'complete'`
    await waitUntil('The page', async () => (await evaluate(isLoaded)) === true)
    const value = await evaluate(script)
    await connection.send('Target.closeTarget', { targetId })
    return value
  }

  test('makes a passkey on one page and uses it on the next', async () => {
    const letGo = await attachVirtualAuthenticator(address)
    const connection = await DevToolsConnection.open(address)
    try {
      const made = await runInNewPage(connection, createPasskey)
      expect(made).toMatch(/^[\w-]{20,}$/)
      expect(await runInNewPage(connection, usePasskey)).toBe(made)
    } finally {
      connection.close()
      letGo()
    }
  })
})
