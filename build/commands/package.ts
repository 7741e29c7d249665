// `npm run package`: builds the app and packages it for this system into out/package.
import path from 'node:path'
import { packageApp } from '../setup/package-app.ts'
import { projectRoot } from '../setup/paths.mjs'
import { makeAppReady } from '../setup/ready.ts'

await makeAppReady('runtime')
const folder = path.join(projectRoot, 'out', 'package')
const files = await packageApp(folder)
console.log(files.length === 0 ? `Packaged into ${folder}.` : files.join('\n'))
