// The sandbox as a process: prints its URLs as one JSON line and runs until it is told to stop.
import { parseArgs } from 'node:util'
import { startIdentityProvider } from './identity-provider.ts'
import type { SandboxOptions } from './options.ts'
import { startSandbox } from './sandbox.ts'

const { values } = parseArgs({
  options: {
    'issuer-port': { type: 'string' },
    'bank-port': { type: 'string' },
    'desk-port': { type: 'string' },
    'control-port': { type: 'string' },
    interval: { type: 'string' },
    'expires-in': { type: 'string' },
    'totp-secret': { type: 'string' },
    'identity-provider': { type: 'boolean', default: false },
    'stop-with-stdin': { type: 'boolean', default: false },
  },
})

const options: SandboxOptions = {
  ports: {
    authorizationServer: Number(values['issuer-port'] ?? 0),
    bank: Number(values['bank-port'] ?? 0),
    desk: Number(values['desk-port'] ?? 0),
    control: Number(values['control-port'] ?? 0),
  },
  intervalSeconds: Number(values.interval ?? 5),
  expiresInSeconds: Number(values['expires-in'] ?? 3600),
  ...(values['totp-secret'] === undefined ? {} : { totpSecret: values['totp-secret'] }),
}

// oidc-provider's notes go to the other stream: this one carries the JSON line. One of them is about what is
// meant here: our routes read a request's body before they pass it on.
console.info = console.error
console.warn = (...words: unknown[]) => {
  if (!String(words[0]).includes('already parsed request body')) console.error(...words)
}
const sandbox = await startSandbox(options)
const provider = values['identity-provider'] ? await startIdentityProvider(sandbox.world) : null
const { issuer, mcpUrl, firstPartyUrl, deskUrl, controlUrl } = sandbox
const urls = { issuer, mcpUrl, firstPartyUrl, deskUrl, controlUrl }
const further = provider === null ? {} : { identityProvider: provider.issuer }
process.stdout.write(`${JSON.stringify({ ...urls, ...further, pid: process.pid })}\n`)

const stop = (): void => {
  void Promise.all([sandbox.stop(), provider?.stop()]).then(() => process.exit(0))
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
if (values['stop-with-stdin']) process.stdin.once('end', stop).resume()
