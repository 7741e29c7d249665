// The tests that must notice every change of a security module: quick ones that need no other process.
import { defineConfig } from 'vitest/config'

const folders = ['agent', 'deferral', 'gateway', 'http', 'interaction', 'ipc', 'oauth', 'step-up']

export default defineConfig({
  test: {
    include: [
      ...folders.map((folder) => `test/${folder}/**/*.test.ts`),
      'test/bootstrap/file-log.test.ts',
      'test/resource/tool-result.test.ts',
      'test/threats/{callback,own-gate}.test.ts',
      'test/vault/vault.test.ts',
    ],
    setupFiles: ['test/seeded.ts'],
    environment: 'node',
    testTimeout: 10_000,
  },
})
