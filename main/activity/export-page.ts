// Writes the record as one page for people: nothing in it runs or is fetched, it prints well, and every foreign word is escaped.
import { text } from '../../shared/catalogue/text.ts'
import type { Activity } from '../../shared/model/activity.ts'
import { makeVisible } from '../interaction/visible.ts'
import type { ActivityRepository } from '../store/repositories.ts'
import type { ExportFacts } from './export-lines.ts'
import { listRange } from './export-range.ts'
import { pageStyle } from './page-style.ts'
import { fingerprintOf } from './signing.ts'

/** A row in our words; `title` names the call where there is one. */
export type DescribeRow = (row: Activity) => { title: string; words: string | null }

/** Pieces of the page, in order. `language` is the one of the words (BCP 47). */
export function* buildExportPage(
  activity: ActivityRepository,
  facts: ExportFacts,
  { describe, language }: { describe: DescribeRow; language: string },
): Generator<string> {
  yield buildStart(facts, language)
  let lastHash = facts.range.previousHash
  for (const rows of listRange(activity, facts.range)) {
    yield rows.map((row) => buildRow(row, describe)).join('')
    lastHash = rows.at(-1)?.hash ?? lastHash
  }
  yield buildEnd(facts, lastHash)
}

function buildStart({ range, madeAtMs, appVersion }: ExportFacts, language: string): string {
  const count = range.lastSequence - range.firstSequence + 1
  const { firstSequence: first, whole } = range
  const extent = text(whole ? 'record.page_whole' : 'record.page_part', { count, first })
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const lines = [
    text('record.page_made', { at: timeOf(madeAtMs), version: appVersion }),
    extent,
    text('record.page_times', { zone }),
    text('record.page_unsigned'),
  ]
  const heads = ['record.page_number', 'record.page_time', 'record.page_what', 'record.page_words']
  return `<!doctype html>
<html lang="${escape(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escape(text('record.page_title'))}</title>
<style>${pageStyle}</style>
</head>
<body>
<h1>${escape(text('record.page_title'))}</h1>
${lines.map((line) => `<p>${escape(line)}</p>`).join('\n')}
<table>
<thead><tr>${heads.map((key) => `<th scope="col">${escape(text(key as 'record.page_what'))}</th>`).join('')}</tr></thead>
<tbody>
`
}

function buildRow(row: Activity, describe: DescribeRow): string {
  const { title, words } = describe(row)
  const cells = [String(row.sequence), timeOf(row.atMs)]
  const first = cells.map((cell) => `<td class="figure">${escape(cell)}</td>`).join('')
  return `<tr>${first}<td>${foreign(title)}</td><td>${words === null ? '' : foreign(words)}</td></tr>\n`
}

function buildEnd({ key }: ExportFacts, lastHash: string): string {
  return `</tbody>
</table>
<dl>
<dt>${escape(text('record.page_hash'))}</dt><dd><code>${escape(lastHash)}</code></dd>
<dt>${escape(text('record.page_key'))}</dt><dd><code>${escape(fingerprintOf(key.kid))}</code></dd>
</dl>
</body>
</html>
`
}

/** Others wrote it, or parts of it: visible, its direction kept to itself. */
function foreign(value: string): string {
  // What was made visible before has its boxes already.
  const visible = makeVisible(value).replaceAll('⟦U+27E6⟧', '⟦').replaceAll('⟦U+27E7⟧', '⟧')
  return `<bdi>${escape(visible)}</bdi>`
}

function escape(value: string): string {
  const names: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return value.replaceAll(/[&<>"']/g, (character) => names[character] ?? '')
}

/** Local, to the second: `2026-11-22 14:02:43`. */
function timeOf(atMs: number): string {
  const at = new Date(atMs)
  if (Number.isNaN(at.getTime())) return String(atMs)
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`
}
