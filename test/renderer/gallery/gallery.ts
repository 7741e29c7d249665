// Takes a picture of every screen and state into out/gallery, to be looked at: `node test/renderer/gallery/gallery.ts [name]`.
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { buildPages, launchChromium, openPage } from './pages.ts'
import { screens } from './screens.ts'

const sizes = [
  { name: 'wide', width: 1280, height: 820 },
  { name: 'narrow', width: 360, height: 720 },
  // A window of 1280 by 820 at a page zoom of 200 %.
  { name: 'zoomed', width: 640, height: 410, scale: 2 },
]
const folder = path.resolve('out/gallery')
const pagesFolder = path.join(folder, 'pages')
const wanted = process.argv[2] ?? ''

await mkdir(folder, { recursive: true })
await buildPages(pagesFolder)
const browser = await launchChromium()
for (const screen of screens.filter(({ name }) => name.includes(wanted))) {
  for (const { name, width, height, scale = 1 } of sizes) {
    for (const dark of [false, true]) {
      const options = { folder: pagesFolder, page: screen.page, bridge: screen.bridge }
      // The approval view is as wide as the pane, not as the window.
      const paneWidth = screen.page === 'approval' && name === 'wide' ? 732 : width
      const opened = await openPage(browser, { ...options, width: paneWidth, height, dark, scale })
      await screen.reach?.(opened.page)
      await opened.page.waitForTimeout(50)
      const file = `${screen.name}-${name}-${dark ? 'dark' : 'light'}.png`
      await opened.page.screenshot({ path: path.join(folder, file) })
      for (const problem of opened.problems) console.log(`${file}: ${problem}`)
      await opened.page.context().close()
    }
  }
}
await browser.close()
