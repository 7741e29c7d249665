// Configures vitest: three projects, for the rooms one by one, for whole flows, and for the real desktop, alone.
import { defineConfig } from 'vitest/config'

const integration = ['conformance', 'crash', 'flows', 'sandbox-tests', 'renderer/pages'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
)
const desktop = [
  'test/desktop/**/*.test.ts',
  'test/build/{bundles,desktop-session,open-app,packaged-app,virtual-authenticator}.test.ts',
]

export default defineConfig({
  test: {
    exclude: ['**/node_modules/**', 'out/**'],
    setupFiles: ['test/seeded.ts'],
    // Most tests of pages and flows wait for something: two cores carry two files.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: ['**/node_modules/**', ...integration, ...desktop],
          environment: 'node',
          testTimeout: 10_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: integration,
          globalSetup: ['test/renderer/pages/build-once.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'desktop',
          include: desktop,
          environment: 'node',
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
