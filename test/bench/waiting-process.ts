// Waits for the deferrals in FOLDER until it is killed; with COUNT and ORIGIN it writes them first.
import process from 'node:process'
import { openRig, writePending } from './rig.ts'

const [folder = '', count, origin] = process.argv.slice(2)
const rig = await openRig(folder)
if (count !== undefined && origin !== undefined) {
  const issuers = [`${origin}/as0`, `${origin}/as1`]
  await writePending(rig, { count: Number(count), intervalSeconds: 5, issuers })
}
await rig.wire(() => undefined).start()
console.log('waiting')
