// Holds the style sheets to words that follow the direction of the page.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const renderer = path.join(import.meta.dirname, '../../renderer')
const physical =
  /(?<![\w-])(left|right)\s*:|(padding|margin|border)-(left|right)\b|text-align:\s*(left|right)\b|inset:[^;]*\bauto\b/

const sheets = readdirSync(renderer, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.css'))
  .map((entry) => path.join(entry.parentPath, entry.name))

test('[LANG-06] no style sheet says left or right', () => {
  expect(sheets.length).toBeGreaterThan(3)
  const found = sheets.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, at) =>
        physical.test(line) ? [`${path.basename(file)}:${String(at + 1)}: ${line.trim()}`] : [],
      ),
  )
  // Dies if: something is laid out from a side of the screen.
  expect(found).toEqual([])
})

test.each(['  left: 0;', 'padding-left: 4px;', 'text-align: right;', 'inset: 0 auto 0 0;'])(
  '[LANG-06] the gate finds: %s',
  (line) => {
    expect(line).toMatch(physical)
  },
)

test.each(['inset-inline-start: 0;', 'border-inline-end: 0;', 'justify-content: left-ish;'])(
  '[LANG-06] the gate leaves alone: %s',
  (line) => {
    expect(line).not.toMatch(physical)
  },
)
