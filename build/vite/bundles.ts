// The vite settings of every bundle: main (ESM), commands and preloads (one file each), two renderer pages.
import path from 'node:path'
import react from '@vitejs/plugin-react'
import type { InlineConfig } from 'vite'
import { projectRoot } from '../setup/paths.mjs'

const outFolder = path.join(projectRoot, 'out', 'app')

/** Packages that stay outside the bundle: Electron itself, and those that find files beside their own. */
export const externalPackages = ['electron', 'keytar', '@photostructure/sqlite', 'node-notifier']

/** The parts of the app that can be built alone. */
export const partNames = ['main', 'commands', 'preload', 'renderer'] as const

/** What other agents start with plain Node: one file each, which needs nothing beside it. */
const commandNames = ['countersign-hook', 'countersign-mcp'] as const

/** One of {@link partNames}. */
export type PartName = (typeof partNames)[number]

/** The vite settings for one part; each is one build. */
export function buildConfigs(part: PartName): InlineConfig[] {
  switch (part) {
    case 'main':
      return [mainConfig()]
    case 'commands':
      return commandNames.map(commandConfig)
    case 'preload':
      return ['app', 'approval', 'ceremony', 'interaction-bar'].map(preloadConfig)
    case 'renderer':
      return ['app', 'approval'].map(rendererConfig)
  }
}

function mainConfig(): InlineConfig {
  return {
    ...shared(),
    ssr: { noExternal: true, external: externalPackages },
    build: {
      ssr: true,
      target: 'node20.18',
      outDir: path.join(outFolder, 'main'),
      emptyOutDir: true,
      sourcemap: true,
      minify: false,
      rolldownOptions: {
        input: ['main', 'schema-worker', 'yaml-worker'].map((name) =>
          path.join(projectRoot, 'main', `${name}.ts`),
        ),
        output: {
          format: 'esm',
          entryFileNames: '[name].js',
          chunkFileNames: 'parts/[name]-[hash].js',
        },
      },
    },
  }
}

function commandConfig(name: string): InlineConfig {
  return {
    ...shared(),
    ssr: { noExternal: true },
    build: {
      ssr: true,
      target: 'node20.18',
      outDir: path.join(outFolder, 'commands'),
      // The commands share the folder.
      emptyOutDir: false,
      sourcemap: false,
      minify: false,
      rolldownOptions: {
        input: path.join(projectRoot, 'main', `${name}.ts`),
        // By its name alone a module, wherever it is copied or unpacked to.
        output: { format: 'esm', entryFileNames: `${name}.mjs`, codeSplitting: false },
      },
    },
  }
}

function preloadConfig(name: string): InlineConfig {
  return {
    ...shared(),
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: true,
      target: 'chrome130',
      outDir: path.join(outFolder, 'preload'),
      // The preloads share the folder: emptying it would delete the ones built before.
      emptyOutDir: false,
      sourcemap: false,
      minify: false,
      rolldownOptions: {
        input: path.join(projectRoot, 'preload', `${name}.ts`),
        // A sandboxed preload cannot load a second file.
        output: { format: 'cjs', entryFileNames: `${name}.cjs`, codeSplitting: false },
      },
    },
  }
}

function rendererConfig(name: string): InlineConfig {
  return {
    ...shared(),
    root: path.join(projectRoot, 'renderer', name),
    base: './',
    plugins: [react()],
    build: {
      target: 'chrome130',
      outDir: path.join(outFolder, 'renderer', name),
      emptyOutDir: true,
      sourcemap: false,
      // The pages' policy allows neither data: addresses nor inline scripts.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // Read from disk, not over a network: size hardly matters here.
      chunkSizeWarningLimit: 4000,
    },
  }
}

function shared(): InlineConfig {
  return { configFile: false, envDir: false, root: projectRoot, publicDir: false, logLevel: 'warn' }
}
