// The tests that must notice every change of a security module: quick ones that prove it by itself, without a world around.
import { defineConfig } from 'vitest/config'

const files = [
  // what forbids and allows
  'agent/rule-journey',
  'interaction/plan-match',
  'interaction/policy',
  'interaction/rule-match',
  // the digest
  'interaction/digest',
  // the callback
  'oauth/redirect-navigation',
  'threats/callback',
  // rpId and the origin of a ceremony
  'desktop-unit/ceremony',
  'step-up/passkey-options',
  // Host and origin of the gateway
  'gateway/admission',
  'gateway/request-head',
  // the state of a poll
  'deferral/machine',
  'deferral/machine-steps',
  'deferral/poll-answer',
  'deferral/poll-times',
  // redaction
  'agent/clean-result',
  'bootstrap/file-log',
  'bootstrap/log-redaction',
  'shared/json-web-tokens',
  'shared/secret',
]

export default defineConfig({
  test: {
    include: files.map((file) => `test/${file}.test.ts`),
    setupFiles: ['test/seeded.ts'],
    environment: 'node',
    testTimeout: 10_000,
  },
})
