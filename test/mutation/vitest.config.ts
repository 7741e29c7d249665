// The tests that must notice every change of a security module: quick ones, each named with the module it proves.
import { defineConfig } from 'vitest/config'

const agent = ['clean-result', 'rule-journey'].map((name) => `agent/${name}`)
const callback = ['oauth/callback', 'threats/callback', 'threats/redirect-listener']
const deferral = ['cases', 'machine'].map((name) => `deferral/${name}`)
const gateway = [
  'limits',
  'raw-body',
  'raw-framing',
  'raw-requests',
  'raw-secret',
  'request-head',
].map((name) => `gateway/${name}`)
const interaction = ['digest', 'policy', 'rule-match'].map((name) => `interaction/${name}`)
const passkey = ['step-up/passkey-options', 'desktop-unit/ceremony']
const redaction = ['bootstrap/file-log', 'bootstrap/log-redaction', 'resource/tool-result']
const secret = ['threats/own-gate', 'vault/vault']

const files = [
  ...agent,
  ...callback,
  ...deferral,
  ...gateway,
  ...interaction,
  ...passkey,
  ...redaction,
  ...secret,
]

export default defineConfig({
  test: {
    include: files.map((file) => `test/${file}.test.ts`),
    setupFiles: ['test/seeded.ts'],
    environment: 'node',
    testTimeout: 10_000,
  },
})
