// Proves the pace of notifications over any order of events: never more than the limits, and nothing is left untold.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  changeEveryMs,
  coolForMs,
  lookAround,
  minuteMs,
  noteClosed,
  noteApproval,
  noteDenial,
  raisesPerMinute,
  showsOne,
  startPace,
  type Hold,
  type PaceCommand,
  type PaceItem,
  type PaceState,
} from '../../main/desktop/announce-pace.ts'

/** A desktop that does what it is told, and remembers what came up when. */
class Desktop {
  state: PaceState = startPace
  items: PaceItem[] = []
  onScreen = new Set<string>()
  hold: Hold = 'none'
  nowMs = 0
  wakeAtMs: number | null = null
  readonly shown = new Map<string, PaceCommand>()
  readonly raised: { source: string; atMs: number; silent: boolean }[] = []
  readonly log: string[] = []

  open(id: string, source = 'agent'): void {
    this.items.push({ id, source })
    this.look()
  }
  close(id: string): void {
    this.items = this.items.filter((item) => item.id !== id)
    this.look()
  }
  /** Wakes up whenever it was asked to on the way. */
  pass(ms: number): void {
    const endMs = this.nowMs + ms
    while (this.wakeAtMs !== null && this.wakeAtMs <= endMs) {
      expect(this.wakeAtMs).toBeGreaterThan(this.nowMs)
      this.nowMs = this.wakeAtMs
      this.look()
    }
    this.nowMs = endMs
  }
  approve(source: string): void {
    this.state = noteApproval(this.state, source)
  }

  deny(source: string): void {
    this.state = noteDenial(this.state, source, this.nowMs)
    this.look()
  }
  dismiss(key: string): void {
    this.shown.delete(key)
    this.state = noteClosed(this.state, key)
    this.look()
  }
  look(): void {
    const step = lookAround(this.state, this, this.nowMs)
    this.state = step.state
    this.wakeAtMs = step.wakeAtMs
    for (const command of step.commands) this.#obey(command)
  }
  #obey(command: PaceCommand): void {
    if (command.kind === 'withdraw') {
      this.shown.delete(command.key)
      this.log.push(`- ${command.key}`)
      return
    }
    const key = keyOf(command)
    if (!this.shown.has(key)) {
      const source = command.kind === 'show_one' ? this.#sourceOf(command.id) : key
      this.raised.push({ source, atMs: this.nowMs, silent: command.silent })
    }
    this.shown.set(key, command)
    const count = command.kind === 'show_group' ? ` ${String(command.count)}` : ''
    this.log.push(`+ ${key}${count}${command.silent ? ' silent' : ''}`)
  }
  #sourceOf(id: string): string {
    return `group:${this.items.find((item) => item.id === id)?.source ?? ''}`
  }
}

function keyOf(command: Exclude<PaceCommand, { kind: 'withdraw' }>): string {
  if (command.kind === 'show_one') return command.id
  return command.kind === 'show_locked' ? 'locked' : `group:${command.source}`
}

describe('the pace of notifications', () => {
  test('[NOTE-01] one comes up by itself, several become one with their number, and it goes at none', () => {
    const desktop = new Desktop()
    desktop.open('a')
    desktop.open('b')
    expect(desktop.log).toEqual(['+ a', '- a', '+ group:agent 2 silent'])
    desktop.open('c')
    desktop.pass(changeEveryMs)
    desktop.close('a')
    desktop.pass(changeEveryMs)
    expect(desktop.log.slice(3)).toEqual(['+ group:agent 3 silent', '+ group:agent 2 silent'])
    desktop.close('b')
    desktop.close('c')
    // Dies if: the group outlives what it stood for.
    expect([...desktop.shown.keys()]).toEqual([])
  })

  test('[NOTE-01] another agent is told of beside it', () => {
    const desktop = new Desktop()
    desktop.open('a', 'one')
    desktop.open('b', 'two')
    expect([...desktop.shown.keys()]).toEqual(['a', 'b'])
  })

  test('[NOTE-02] a thousand in a minute raise at most three, and one of them can be heard', () => {
    const desktop = new Desktop()
    for (let at = 0; at < 1_000; at += 1) {
      desktop.open(String(at))
      // Each is taken away again, so that it could be raised anew each time.
      if (at % 3 !== 0) desktop.close(String(at))
      desktop.pass(59)
    }
    expect(desktop.raised.length).toBeLessThanOrEqual(raisesPerMinute)
    expect(desktop.raised.filter(({ silent }) => !silent)).toHaveLength(1)
    desktop.pass(minuteMs)
    expect(desktop.shown.get('group:agent')).toMatchObject({ count: 334 })
  })

  test('[NOTE-02] what the person approves takes no place of the minute, what is left to lie does', () => {
    const desktop = new Desktop()
    for (let at = 0; at < 8; at += 1) {
      desktop.open(String(at))
      // Dies if: the fourth of a person who follows along has to wait.
      expect([...desktop.shown.keys()]).toEqual([String(at)])
      desktop.approve('agent')
      desktop.close(String(at))
    }
    for (let at = 8; at < 20; at += 1) {
      desktop.open(String(at))
      desktop.close(String(at))
    }
    // Dies if: one approval frees more than one place.
    expect(desktop.raised).toHaveLength(8 + raisesPerMinute)
  })

  test('[NOTE-03] three denials in ten minutes are followed by quiet, longer each time, and then it is told of again', () => {
    const desktop = new Desktop()
    const spans: number[] = []
    for (let round = 0; round < 5; round += 1) {
      desktop.open(`waits ${String(round)}`)
      for (let at = 0; at < 3; at += 1) desktop.deny('agent')
      expect([...desktop.shown.keys()]).toEqual([])
      const startMs = desktop.nowMs
      while (desktop.shown.size === 0) desktop.pass(1_000)
      spans.push(desktop.nowMs - startMs)
    }
    expect(spans).toEqual([...coolForMs, coolForMs.at(-1)])
    // Dies if: what came during the quiet is forgotten.
    expect(desktop.shown.get('group:agent')).toMatchObject({ count: 5 })
  })

  test('[NOTE-03] two denials, or three over a longer time, change nothing', () => {
    const desktop = new Desktop()
    desktop.deny('agent')
    desktop.deny('agent')
    desktop.pass(11 * minuteMs)
    desktop.deny('agent')
    desktop.open('a')
    expect([...desktop.shown.keys()]).toEqual(['a'])
  })

  test('[NOTE-05] nothing comes up while it is quiet; what still waits is told of afterwards', () => {
    const desktop = new Desktop()
    desktop.open('before')
    desktop.hold = 'quiet'
    desktop.look()
    desktop.open('during')
    expect([...desktop.shown.keys()]).toEqual([])
    desktop.close('before')
    desktop.hold = 'none'
    desktop.look()
    expect([...desktop.shown.keys()]).toEqual(['during'])
  })

  test('[NOTE-06] a locked screen says that something waits, once, and the names come back with the unlock', () => {
    const desktop = new Desktop()
    desktop.open('a')
    desktop.hold = 'locked'
    desktop.look()
    // Dies if: what was shown before the lock stays readable on it.
    expect([...desktop.shown.values()]).toEqual([{ kind: 'show_locked', silent: false }])
    desktop.open('b', 'other')
    expect(desktop.shown.size).toBe(1)
    desktop.hold = 'none'
    desktop.look()
    expect([...desktop.shown.keys()]).toEqual(['a', 'b'])
  })

  test('[NOTE-01] what was in front of the person is not announced, what they closed is not raised again', () => {
    const desktop = new Desktop()
    desktop.onScreen = new Set(['a'])
    desktop.open('a')
    desktop.onScreen = new Set()
    desktop.look()
    desktop.open('b')
    desktop.dismiss('b')
    desktop.pass(10 * minuteMs)
    expect(desktop.log).toEqual(['+ b'])
    desktop.open('c')
    expect([...desktop.shown.keys()]).toEqual(['group:agent'])
  })

  test('[NOTE-04] only the notification of exactly one question stands for it', () => {
    const desktop = new Desktop()
    desktop.open('a')
    expect(showsOne(desktop.state, 'a')).toBe(true)
    desktop.open('b')
    // Dies if: a press that was on its way to a notification since grouped still counts.
    expect(['a', 'b', 'group:agent', 'locked'].map((key) => showsOne(desktop.state, key))).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})

const sources = ['one', 'two']
const event = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('open' as const),
      source: fc.constantFrom(...sources),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('close' as const), at: fc.nat(20) }) },
  fc.record({ kind: fc.constant('deny' as const), source: fc.constantFrom(...sources) }),
  fc.record({ kind: fc.constant('dismiss' as const), at: fc.nat(3) }),
  fc.record({
    kind: fc.constant('hold' as const),
    hold: fc.constantFrom<Hold>('none', 'quiet', 'locked'),
  }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      ms: fc.constantFrom(10, 1_500, 20_000, 61_000, 360_000),
    }),
  },
)

function checkDesktop(desktop: Desktop): void {
  const { shown, hold, items } = desktop
  if (hold === 'quiet') expect(shown.size).toBe(0)
  if (hold === 'locked') expect([...shown.keys()].every((key) => key === 'locked')).toBe(true)
  const bySource = [...shown.values()].map((command) => {
    if (command.kind === 'show_one') return items.find(({ id }) => id === command.id)?.source
    return command.kind === 'show_group' ? command.source : command.kind
  })
  // One at a time for each, and only of what still waits.
  expect(new Set(bySource).size).toBe(bySource.length)
  expect(bySource).not.toContain(undefined)
  if (items.length === 0) expect(shown.size).toBe(0)
}

function checkLimits({ raised }: Desktop): void {
  for (const [index, one] of raised.entries()) {
    const same = raised.slice(index).filter(({ source }) => source === one.source)
    const soon = same.filter(({ atMs }) => atMs - one.atMs < minuteMs)
    expect(soon.length).toBeLessThanOrEqual(raisesPerMinute)
    expect(soon.slice(1).every(({ silent }) => silent)).toBe(true)
  }
}

describe('the pace over any order of events', () => {
  test('[NOTE-01] [NOTE-02] [NOTE-05] [NOTE-06] keeps every limit and tells of everything that waits in the end', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const desktop = new Desktop()
        const dismissed = new Set<string>()
        let made = 0
        for (const one of events) {
          if (one.kind === 'open') desktop.open(`i${String((made += 1))}`, one.source)
          if (one.kind === 'close') desktop.close(desktop.items[one.at]?.id ?? '')
          if (one.kind === 'deny') desktop.deny(one.source)
          if (one.kind === 'pass') desktop.pass(one.ms)
          if (one.kind === 'hold') {
            desktop.hold = one.hold
            desktop.look()
          }
          const key = one.kind === 'dismiss' ? [...desktop.shown.keys()][one.at] : undefined
          if (key !== undefined) {
            for (const { id } of desktop.items) dismissed.add(id)
            desktop.dismiss(key)
          }
          checkDesktop(desktop)
        }
        checkLimits(desktop)
        desktop.hold = 'none'
        desktop.look()
        desktop.pass(2 * 60 * minuteMs)
        checkDesktop(desktop)
        checkLimits(desktop)
        // Dies if: a limit forgets what it held back.
        for (const { id, source } of desktop.items) {
          const isTold = desktop.shown.has(id) || desktop.shown.has(`group:${source}`)
          if (!dismissed.has(id)) expect(isTold).toBe(true)
        }
      }),
      { numRuns: Number(process.env['COUNT'] ?? 400) },
    )
  })
})
