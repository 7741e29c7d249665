// `npm run verify -- FILE [--fingerprint X]`: checks an exported activity log offline, with the public key alone.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { projectRoot } from '../setup/paths.mjs'

type Asked = { file: string; fingerprint: string | null }
type Verdict = { isSound: boolean; lines: string[] }
interface Verifying {
  parseVerifyArguments: (words: string[]) => Asked | null
  verifyFile: (file: string, fingerprint: string | null) => Promise<Verdict>
  describeUsage: () => string
}

const address = pathToFileURL(path.join(projectRoot, 'main', 'activity', 'verify-file.ts')).href
const { parseVerifyArguments, verifyFile, describeUsage } = (await import(address)) as Verifying
const asked = parseVerifyArguments(process.argv.slice(2))
if (asked === null) {
  console.error(describeUsage())
  process.exitCode = 2
} else {
  // npm runs this in the project's folder; a file is named from where the person stands.
  const file = path.resolve(process.env['INIT_CWD'] ?? process.cwd(), asked.file)
  const { isSound, lines } = await verifyFile(file, asked.fingerprint)
  console.log(lines.join('\n'))
  process.exitCode = isSound ? 0 : 1
}
