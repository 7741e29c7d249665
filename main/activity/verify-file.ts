// Checks one exported file: what `npm run verify` runs, without the app and without a network.
import { createReadStream } from 'node:fs'
import { text } from '../../shared/catalogue/text.ts'
import { verifyExport } from './verify-export.ts'
import { describeReport } from './verify-words.ts'

export interface FileVerdict {
  readonly isSound: boolean
  readonly lines: readonly string[]
}

/** `fingerprint`: the one that the file must be signed with, or null. Never throws. */
export async function verifyFile(file: string, fingerprint: string | null): Promise<FileVerdict> {
  try {
    const report = await verifyExport(createReadStream(file), fingerprint)
    const lines = describeReport(report, fingerprint !== null)
    return { isSound: report.problems.length === 0, lines }
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return { isSound: false, lines: [text('verify.no_file', { file, reason })] }
  }
}

/** The words after the command: a file, and perhaps the fingerprint. Null when they are not that. */
export function parseVerifyArguments(
  words: readonly string[],
): { file: string; fingerprint: string | null } | null {
  const at = words.indexOf('--fingerprint')
  const [file, ...others] = at === -1 ? words : words.slice(0, at)
  const given = at === -1 ? null : words.slice(at + 1).join(' ')
  if (file === undefined || others.length > 0 || given === '') return null
  return { file, fingerprint: given }
}

export function describeUsage(): string {
  return text('verify.usage')
}
