// `node build/run.mjs icons`: draws the PNG icons from their SVG sources; needs a Chromium, and is run only when a source changes.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { chromium } from '@playwright/test'
import { projectRoot } from '../setup/paths.mjs'

const pictures = [
  ...[16, 32, 48, 64, 128, 256, 512].map((size) => ({
    name: `${size}x${size}`,
    size,
  })),
  { name: 'icon', size: 1024 },
]
const folder = path.join(projectRoot, 'build', 'icons')
const profile = await mkdtemp(path.join(os.tmpdir(), 'countersign-icons-'))
const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args,
})
try {
  const page = await browser.newPage()
  for (const { name, size } of pictures) {
    const svg = await readFile(path.join(folder, 'icon.svg'), 'base64')
    await page.setViewportSize({ width: size, height: size })
    await page.setContent(
      `<style>body{margin:0}img{display:block;width:100vw;height:100vh}</style>` +
        `<img src="data:image/svg+xml;base64,${svg}">`,
    )
    await page.locator('img').evaluate((image) => (image as HTMLImageElement).decode())
    await writeFile(
      path.join(folder, `${name}.png`),
      await page.screenshot({ omitBackground: true }),
    )
  }
} finally {
  await browser.close()
  await rm(profile, { recursive: true, force: true })
}
