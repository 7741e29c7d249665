// Tests what the bundler made: pages that fit their policy, preloads that a sandbox can load.
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildConfigs } from '../../build/vite/bundles.ts'
import type { PartName } from '../../build/vite/bundles.ts'

let folder = ''

/** Builds a part into a folder of its own for each bundle, so that a build in `out` is left alone. */
const buildInto = async (part: PartName): Promise<string[]> => {
  const targets: string[] = []
  for (const config of buildConfigs(part)) {
    const outDir = path.join(folder, part, String(targets.length))
    await build({ ...config, build: { ...config.build, outDir } })
    targets.push(outDir)
  }
  return targets
}

const readAll = async (target: string): Promise<Map<string, string>> => {
  const names = await readdir(target, { recursive: true })
  const texts = names.filter((name) => /\.(html|css|js|cjs)$/.test(name))
  return new Map(
    await Promise.all(
      texts.map(async (name) => [name, await readFile(path.join(target, name), 'utf8')] as const),
    ),
  )
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'countersign-bundles-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the bundles', () => {
  // Dies if: assetsInlineLimit or modulePreload.polyfill goes back to vite's own setting.
  test('[BLD-10] of the two pages hold no inline script, style or data: address', async () => {
    const targets = await buildInto('renderer')
    expect(targets).toHaveLength(2)
    for (const target of targets) {
      for (const [name, text] of await readAll(target)) {
        if (name.endsWith('.html')) {
          expect(text).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/i)
          expect(text).toMatch(/<script[^>]*\ssrc="\.\/assets\//)
        }
        if (name.endsWith('.css')) expect(text).not.toMatch(/url\(\s*["']?(data|https?):/i)
      }
    }
  })

  test('[BLD-10] of the preloads are one file each and load nothing but Electron', async () => {
    const targets = await buildInto('preload')
    expect(targets).toHaveLength(4)
    for (const target of targets) {
      const files = await readAll(target)
      expect([...files.keys()]).toHaveLength(1)
      for (const text of files.values()) {
        const loaded = [...text.matchAll(/\brequire\(\s*["']([^"']+)["']\s*\)/g)].map(
          ([, name]) => name,
        )
        expect(new Set(loaded)).toEqual(new Set(['electron']))
        expect(text).not.toMatch(/^\s*(import|export)\b/m)
      }
    }
  })
})
