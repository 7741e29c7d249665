// Takes a picture of every screen in every look into out/gallery, with one page to see them all: `npm run gallery [name]`.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import type { Browser } from '@playwright/test'
import { buildSheet } from './contact-sheet.ts'
import { lookAt, looks } from './looks.ts'
import { buildPages, launchChromium, openPage } from './pages.ts'
import { screens, type Screen } from './screens.ts'

const folder = path.resolve('out/gallery')
const wanted = process.argv[2] ?? ''
const chosen = screens.filter(({ name }) => name.includes(wanted))

await mkdir(folder, { recursive: true })
// Apart from any other run that may be going on.
const pagesFolder = await mkdtemp(path.join(tmpdir(), 'countersign-gallery-'))
try {
  await buildPages(pagesFolder)
  const browser = await launchChromium()
  for (const screen of chosen) await takePictures(browser, screen)
  await browser.close()
} finally {
  await rm(pagesFolder, { recursive: true, force: true })
}
const sheet = path.join(folder, 'index.html')
// A part must not replace the page of the whole.
if (wanted === '') await writeFile(sheet, buildSheet(screens, looks))
console.log(`${chosen.length * looks.length} pictures of ${chosen.length} screens in ${folder}`)

async function takePictures(browser: Browser, screen: Screen): Promise<void> {
  const options = { folder: pagesFolder, page: screen.page, bridge: screen.bridge }
  const { page, problems } = await openPage(browser, options)
  await screen.reach?.(page)
  for (const look of looks) {
    await lookAt(page, screen, look)
    await page.waitForTimeout(50)
    await page.screenshot({ path: path.join(folder, `${screen.name}-${look.name}.png`) })
  }
  for (const problem of problems) console.log(`${screen.name}: ${problem}`)
  await page.context().close()
}
