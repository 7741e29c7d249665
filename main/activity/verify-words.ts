// Says in plain words what a check of an exported record has found.
import { text } from '../../shared/catalogue/text.ts'
import type { ExportProblem, ExportReport } from './verify-export.ts'

const mostWords = 20

/** Lines for a terminal. */
export function describeReport(report: ExportReport, wasExpected: boolean): string[] {
  const { problems, header } = report
  const isSound = problems.length === 0
  const findings = problems.map((problem) => `  - ${describeProblem(problem)}`)
  const more = problems.length >= mostWords ? [`  ${text('verify.and_more')}`] : []
  return [
    ...(isSound ? [text('verify.good')] : [text('verify.bad'), ...findings, ...more]),
    '',
    ...(header === null ? [] : describeFile(report)),
    ...describeKey(report, wasExpected),
  ]
}

function describeProblem({ what, line, callId }: ExportProblem): string {
  const where = [
    ...(line > 0 ? [text('verify.line', { line })] : []),
    ...(callId === undefined ? [] : [text('verify.call', { call: printable(callId) })]),
  ]
  const words = text(`verify.problem.${what}`)
  return where.length === 0 ? words : `${where.join(', ')}: ${words}`
}

/** The file is somebody's: nothing of it may steer the terminal. */
function printable(value: string): string {
  return value.replaceAll(/[^\x21-\x7e]/g, '?').slice(0, 80)
}

function describeFile(report: ExportReport): string[] {
  const { header, rows, receipts, withoutReceipt, problems } = report
  if (header === null) return []
  const checked = text('verify.rows', { rows, receipts, first: header.firstSequence })
  // What a file says of itself is worth nothing once it is not sound.
  if (problems.length > 0) return [checked]
  const at = Number.isFinite(new Date(header.madeAtMs).getTime())
    ? new Date(header.madeAtMs).toISOString()
    : String(header.madeAtMs)
  return [
    checked,
    text(header.whole ? 'verify.whole' : 'verify.part'),
    text('verify.made', { at }),
    ...(withoutReceipt === 0 ? [] : [text('verify.without_receipt', { count: withoutReceipt })]),
  ]
}

function describeKey({ fingerprint, problems }: ExportReport, wasExpected: boolean): string[] {
  if (fingerprint === null) return []
  const isForeign = problems.some(({ what }) => what === 'foreign_key')
  const words = wasExpected ? 'verify.key_matches' : 'verify.key_compare'
  return [text('verify.key'), `  ${fingerprint}`, ...(isForeign ? [] : [text(words)])]
}
