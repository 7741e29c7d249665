// Bundles the process that is killed into one file: it starts hundreds of times, and most of a start is reading modules.
import { rmSync } from 'node:fs'
import path from 'node:path'
import { build } from 'vite'

const projectRoot = path.resolve(import.meta.dirname, '../..')
/** Loaded from `node_modules`, because they are native or look for files beside themselves. */
const external = ['@photostructure/sqlite', 'keytar', '@homebridge/dbus-native', 'node-notifier']

/** A folder inside the project, so that native modules are found; remove it after use. */
export interface BundledChild {
  readonly file: string
  remove(): void
}

export async function bundleChild(): Promise<BundledChild> {
  const outDir = path.join(projectRoot, 'out', 'test', `crash-child-${String(process.pid)}`)
  await build({
    root: projectRoot,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external },
    build: {
      ssr: path.join(import.meta.dirname, 'engine-child.ts'),
      outDir,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: 'engine-child.mjs' } },
    },
  })
  const file = path.join(outDir, 'engine-child.mjs')
  return { file, remove: () => rmSync(outDir, { recursive: true, force: true }) }
}
