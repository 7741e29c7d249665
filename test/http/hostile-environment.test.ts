// Starts the guarded fetch where the environment wants to weaken TLS or to put a proxy in between.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createTlsServer } from 'node:https'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TlsOptions } from 'node:tls'
import { expect, test } from 'vitest'
import { createGuardedFetch } from '../../main/http/guarded-fetch.ts'
import { createSystemClock } from '../../main/system-clock.ts'
import { certificates, testAuthority } from './bad-certificates.ts'
import { startScriptedServer } from './scripted-server.ts'

interface Answer {
  readonly guarded: string
  readonly plain: string
}

async function askInChild(
  environment: Readonly<Record<string, string>>,
  addresses: readonly string[],
  authority = '',
): Promise<Answer[]> {
  const script = join(import.meta.dirname, 'hostile-environment-child.ts')
  const child = spawn(process.execPath, ['--no-warnings', script, authority, ...addresses], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  await new Promise((resolve) => child.once('close', resolve))
  return JSON.parse(printed) as Answer[]
}

async function withTlsServer(
  options: TlsOptions,
  work: (origin: string) => Promise<void>,
): Promise<void> {
  const tls = createTlsServer(options, (_request, response) => void response.end('hello'))
  tls.on('tlsClientError', () => undefined)
  await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve))
  try {
    await work(`https://localhost:${(tls.address() as AddressInfo).port}/`)
  } finally {
    tls.closeAllConnections()
    tls.close()
  }
}

/** A file with the test authority, as somebody would name in the environment. */
async function withAuthorityFile(work: (file: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-tls-'))
  const file = join(folder, 'authority.pem')
  writeFileSync(file, testAuthority)
  try {
    await work(file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

// Dies if: `rejectUnauthorized` or `ca` is left to Node's defaults. The plain fetch shows that the rig can see it.
test.each([
  ['NODE_TLS_REJECT_UNAUTHORIZED', () => ({ NODE_TLS_REJECT_UNAUTHORIZED: '0' })],
  ['NODE_EXTRA_CA_CERTS', (file: string) => ({ NODE_EXTRA_CA_CERTS: file })],
  ['SSL_CERT_FILE', (file: string) => ({ SSL_CERT_FILE: file, NODE_OPTIONS: '--use-openssl-ca' })],
] as const)('[HTTP-06] %s makes no certificate good', async (_name, build) => {
  await withAuthorityFile((file) =>
    withTlsServer(certificates.good, async (origin) => {
      const [answer] = await askInChild(build(file), [origin])
      expect(answer).toEqual({ guarded: 'http/unreachable', plain: 'hello' })
    }),
  )
})

// Dies if: the app takes a dispatcher that reads proxies from the environment.
test('[HTTP-12] proxies named in the environment see nothing', async () => {
  let connections = 0
  const proxy = createServer((socket) => {
    connections += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
  const server = await startScriptedServer((_request, response) => void response.end('hello'))
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy']
  const proxies = Object.fromEntries(names.map((name) => [name, address]))
  const environment = { ...proxies, NODE_USE_ENV_PROXY: '1' }
  const [answer] = await askInChild(environment, [server.origin])
  expect(answer?.guarded).toBe('hello')
  expect(answer?.plain).not.toBe('hello')
  const seen = connections
  await withTlsServer(certificates.good, async (origin) => {
    expect((await askInChild(environment, [origin]))[0]?.guarded).toBe('http/unreachable')
  })
  expect(seen).toBeGreaterThan(0)
  await server.stop()
  proxy.close()
})

// Dies if: names, times, digests or versions are not checked for an authority that is trusted.
test.each([
  ['an expired certificate', certificates.expired],
  ['a certificate of the future', certificates.future],
  ['a certificate of another host', certificates.otherHost],
  ['a certificate signed with SHA-1', certificates.oldHash],
  ['TLS 1.1', { ...certificates.good, ...oldTls() }],
])('[HTTP-06] %s is refused', async (_name, options) => {
  const trusting = createGuardedFetch({
    clock: createSystemClock(),
    trustedCertificates: [testAuthority],
  })
  await withTlsServer(certificates.good, async (origin) => {
    expect(await (await trusting(origin)).text()).toBe('hello')
  })
  await withTlsServer(options, async (origin) => {
    await expect(trusting(origin, { method: 'POST', body: 'secret' })).rejects.toMatchObject({
      code: 'http/unreachable',
    })
  })
})

// Dies if: the lowest version is left to Node's default, which the environment can lower.
test('[HTTP-06] no environment brings back TLS 1.1', async () => {
  const weak = '--tls-min-v1.0 --tls-cipher-list=DEFAULT@SECLEVEL=0'
  await withAuthorityFile((file) =>
    withTlsServer({ ...certificates.good, ...oldTls() }, async (origin) => {
      const environment = { NODE_OPTIONS: weak, NODE_EXTRA_CA_CERTS: file }
      const [answer] = await askInChild(environment, [origin], file)
      expect(answer).toEqual({ guarded: 'http/unreachable', plain: 'hello' })
    }),
  )
})

function oldTls(): TlsOptions {
  return { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }
}
