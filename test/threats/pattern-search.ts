// Finds every regular expression of the app, and the input on which one takes more than its share of time.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createContext, Script } from 'node:vm'
import { Visitor } from 'oxc-parser'
import { parseFile } from '../../build/checks/module-imports.ts'

export interface Pattern {
  readonly file: string
  readonly source: string
  readonly flags: string
}

const root = path.join(import.meta.dirname, '..', '..')
const rooms = ['main', 'shared', 'preload', 'renderer']

/** Literals, and the files that build one from words, with how many of them. */
export function listPatterns(): { literals: Pattern[]; built: Map<string, number> } {
  const literals: Pattern[] = []
  const built = new Map<string, number>()
  for (const file of rooms.flatMap(listFiles)) {
    const text = readFileSync(path.join(root, file), 'utf8')
    const visitor = new Visitor({
      Literal(node) {
        if (!('regex' in node) || !node.regex) return
        literals.push({ file, source: node.regex.pattern, flags: node.regex.flags })
      },
      NewExpression(node) {
        if (node.callee.type !== 'Identifier' || node.callee.name !== 'RegExp') return
        built.set(file, (built.get(file) ?? 0) + 1)
      },
    })
    visitor.visit(parseFile({ path: file, text }))
  }
  return { literals, built }
}

function listFiles(room: string): string[] {
  return readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => path.posix.join(room, name.replaceAll(path.sep, '/')))
    .sort()
}

/** What is repeated in an attack: characters and words of the pattern, pairs of them, and where the attack begins. */
function buildPumps(source: string): { pumps: string[]; heads: string[] } {
  const plain = source
    .replaceAll(/\\[pP]\{[^}]*\}|\(\?<?[:=!]|\{\d+,?\d*\}/g, ' ')
    .replaceAll(/\\[bBdDwWsSnrtufv]/g, ' ')
    .replaceAll('\\', '')
  const words = [...new Set(plain.match(/[A-Za-z]{2,}/g))].slice(0, 5)
  const signs = [...new Set(plain)].filter((sign) => /[^\sA-Za-z0-9^$*+?()|[\]]/.test(sign))
  const letters = [...new Set(plain.match(/[A-Za-z0-9]/g))].slice(0, 3)
  const singles = [...new Set([' ', 'a', '0', ...signs, ...letters])].slice(0, 12)
  const pairs = [...singles, ...words].flatMap((one) => singles.map((other) => `${one}${other}`))
  const pumps = [...new Set([...singles, 'A', '\n', '\u00e9', ...words, ...pairs])]
  return { pumps, heads: [...new Set(['', 'a', ...words.slice(0, 2), ...signs.slice(0, 1)])] }
}

const context = createContext({ pattern: /x/, input: '' })
const script = new Script('pattern.lastIndex = 0; pattern.test(input)')
const givenUpMs = 1_000

/** Time of one search in ms, the least of some; Infinity for one that was given up. */
function measure(pattern: RegExp, input: string, turns: number): number {
  let least = Infinity
  context['pattern'] = pattern
  context['input'] = input
  for (let turn = 0; turn < turns && least > suspiciousMs; turn += 1) {
    const before = performance.now()
    try {
      script.runInContext(context, { timeout: givenUpMs })
    } catch {
      return Infinity
    }
    least = Math.min(least, performance.now() - before)
  }
  return least
}

/** For 2 KB: a search whose time grows with its input takes a twentieth of it. */
const suspiciousMs = 0.4
const [small, large] = [2_048, 16_384]
/** Eight times the input: eight times the time is sound, sixty-four times is not. */
const mostGrowth = 24

/**
 * The attack on which the pattern's time grows faster than its input, or null. What is asserted is that growth and not a
 * speed: it is the same on every computer.
 */
export function findAttack({ source, flags }: Pattern): string | null {
  const { pumps, heads } = buildPumps(source)
  const pattern = new RegExp(source, flags)
  const attacks = heads.flatMap((head) => pumps.map((pump) => ({ head, pump })))
  for (const { head, pump } of attacks) {
    const build = (size: number): string =>
      `${head}${pump.repeat(Math.ceil(size / pump.length))}\u0001`
    const onSmall = measure(pattern, build(small), 6)
    if (onSmall <= suspiciousMs) continue
    const onLarge = onSmall === Infinity ? Infinity : measure(pattern, build(large), 3)
    if (onLarge === Infinity || onLarge / onSmall > mostGrowth) {
      return `${JSON.stringify(head)} then ${JSON.stringify(pump)} again and again`
    }
  }
  return null
}
