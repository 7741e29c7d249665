// `npm start`: opens the app connected to the sandbox; plays the story where there is no display.
import { openApp } from '../run/open-app.ts'
import { playStory } from '../run/play-story.ts'
import { makeAppReady } from '../setup/ready.ts'

const hasDisplay =
  process.platform !== 'linux' ||
  Boolean(process.env['DISPLAY']) ||
  Boolean(process.env['WAYLAND_DISPLAY'])

if (hasDisplay) {
  await makeAppReady('runtime')
  process.exitCode = await openApp(process.argv.slice(2))
} else {
  console.log('There is no display, so Countersign plays its story on a private one.')
  process.exitCode = await playStory()
}
