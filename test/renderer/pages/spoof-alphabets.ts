// Draws single characters from all of Unicode, leaning to those that lay text out.
import type { Draw } from './spoof-strings.ts'

const blocks: readonly (readonly [number, number])[] = [
  [0x00, 0x24f],
  [0x250, 0x36f],
  [0x370, 0x5ff],
  [0x600, 0x8ff],
  [0x900, 0xdff],
  [0xe00, 0x1fff],
  [0x2000, 0x2bff],
  [0x3000, 0x4dff],
  [0xa000, 0xd7ff],
  [0xe000, 0xffff],
  [0x1_0000, 0x1_ffff],
  [0xe_0000, 0xe_0fff],
]

/** Any code point that is no surrogate. */
export function fullUnicode(draw: Draw): string {
  const [first, last] = blocks[draw(blocks.length)] ?? [0x41, 0x5a]
  return String.fromCodePoint(first + draw(last - first + 1))
}
