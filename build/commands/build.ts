// `npm run build [-- main preload renderer]`: bundles the app into out/app.
import { buildApp } from '../setup/build-app.ts'
import { partNames } from '../vite/bundles.ts'

const asked = process.argv.slice(2)
const chosen = partNames.filter((name) => asked.length === 0 || asked.includes(name))
await buildApp(chosen)
console.log(`Built ${chosen.join(', ')} into out/app.`)
