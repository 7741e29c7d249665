// A storm on the real approval page: random gestures around changes of what is shown, in a time that the test turns itself.
import type { CDPSession, Page } from '@playwright/test'
import type { ApprovalCard, ApprovalState } from '../../../shared/approval-card.ts'

/** One positive answer, with the gesture it came of. Page times in ms. */
export interface Approval {
  readonly shown: string
  readonly atMs: number
  /** When the press began that led to it, and what was on the screen then. */
  readonly beganAtMs: number
  readonly beganOn: string
  /** The last change of what was shown, of its size or of who has the focus, before the gesture began. */
  readonly changedAtMs: number
}

interface StormState {
  approvals: Approval[]
  changedAtMs: number
}

/** Runs in the page, before its own scripts: turns time by hand and notes what led to every approval. */
export function installStorm(): void {
  let nowMs = 1_000
  let timers: { id: number; atMs: number; run: () => void }[] = []
  let ids = 0
  performance.now = () => nowMs
  const later = (run: () => void, delayMs = 0): number => {
    timers.push({ id: (ids += 1), atMs: nowMs + delayMs, run })
    return ids
  }
  Object.assign(globalThis, {
    setTimeout: later,
    clearTimeout: (id: number) => void (timers = timers.filter((each) => each.id !== id)),
  })
  const turn = (ms: number): void => {
    nowMs += ms
    const due = timers.filter(({ atMs }) => atMs <= nowMs)
    timers = timers.filter(({ atMs }) => atMs > nowMs)
    for (const { run } of due) run()
  }
  const storm: StormState = { approvals: [], changedAtMs: nowMs }
  const never = { atMs: 0, on: '', changedAtMs: 0 }
  const began = new Map<string, typeof never>()
  const shown = (): string => document.querySelector('h1')?.textContent ?? ''
  const sourceOf = (event: Event): string =>
    event instanceof KeyboardEvent ? event.key : 'pointer'
  const begin = (event: Event): void => {
    const repeats = event instanceof KeyboardEvent && event.repeat
    if (!event.isTrusted || repeats) return
    began.set(sourceOf(event), { atMs: nowMs, on: shown(), changedAtMs: storm.changedAtMs })
  }
  for (const name of ['pointerdown', 'keydown']) addEventListener(name, begin, true)
  const note = (): void => {
    // The event whose handling led here: its own press, not whichever began last.
    const { atMs, on, changedAtMs } = (event && began.get(sourceOf(event))) ?? never
    storm.approvals.push({
      shown: shown(),
      atMs: nowMs,
      beganAtMs: atMs,
      beganOn: on,
      changedAtMs,
    })
  }
  const change = (what: () => void): void => {
    storm.changedAtMs = nowMs
    what()
  }
  Object.assign(globalThis, { storm, turn, change, note })
}

/** What happens around the person: none of it is a gesture. */
export type Change =
  { kind: 'show'; state: ApprovalState } | { kind: 'focus' | 'resize' | 'hide' | 'come-up' }

interface StormWindow {
  storm: StormState
  turn: (ms: number) => void
  change: (what: () => void) => void
  note: () => void
  fake: { push: (state: unknown) => void; calls: { verb: string }[] }
  countersign: { call: (verb: string, input: unknown) => Promise<unknown> }
}

/** Call once when the page is up: from here on every positive answer is noted. */
export async function watchAnswers(page: Page): Promise<void> {
  await page.evaluate(() => {
    const here = window as unknown as StormWindow
    // Tab leads out of the page to the browser's own Back button, which has nowhere to go in the app.
    for (let step = 0; step < 40; step += 1) history.pushState(null, '')
    const call = here.countersign.call
    here.countersign.call = async (verb, input) => {
      if (verb === 'approval.approve' || verb === 'approval.answer') here.note()
      return await call(verb, input)
    }
  })
}

export async function turnTime(page: Page, ms: number): Promise<void> {
  await page.evaluate((passed) => {
    ;(window as unknown as StormWindow).turn(passed)
  }, ms)
}

export async function makeChange(page: Page, change: Change): Promise<void> {
  await page.evaluate((what) => {
    const here = window as unknown as StormWindow
    const show = (state: 'hidden' | 'visible'): void => {
      Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
    }
    // The same snapshot once more changes nothing that can be seen.
    const before = document.querySelector('h1')?.textContent ?? ''
    if (what.kind === 'show' && (what.state.card?.title ?? '') === before) {
      here.fake.push(what.state)
      return undefined
    }
    here.change(() => {
      if (what.kind === 'show') here.fake.push(what.state)
      else if (what.kind === 'hide') show('hidden')
      else if (what.kind === 'come-up') show('visible')
      else window.dispatchEvent(new Event(what.kind))
    })
    // Two frames of nothing but the change, so that it is on the screen before the next gesture.
    return new Promise<void>((resolve) =>
      requestAnimationFrame(() => requestAnimationFrame(() => resolve())),
    )
  }, change)
}

export async function readApprovals(page: Page): Promise<Approval[]> {
  return await page.evaluate(() => (window as unknown as StormWindow).storm.approvals.splice(0))
}

export type Gesture =
  | { kind: 'key'; key: 'Enter' | ' ' | 'Tab' | 'Escape' | 'a'; down: boolean; repeat: boolean }
  | { kind: 'mouse' | 'pen'; type: 'mousePressed' | 'mouseReleased' | 'mouseMoved'; count: number }
  | { kind: 'touch'; start: boolean }
  | { kind: 'wheel'; deltaY: number }
  | { kind: 'ime'; commit: boolean }
  | { kind: 'script-click' | 'focus-button' | 'blur' }

const codes = { Enter: 13, ' ': 32, Tab: 9, Escape: 27, a: 65 }
const names = { Enter: 'Enter', ' ': 'Space', Tab: 'Tab', Escape: 'Escape', a: 'KeyA' }
const texts = { Enter: '\r', ' ': ' ', Tab: '', Escape: '', a: 'a' }

/** Trusted input, as the browser gives the page what comes from the hardware. */
export async function makeGesture(
  { page, session }: { page: Page; session: CDPSession },
  gesture: Gesture,
  { x, y }: { x: number; y: number },
): Promise<void> {
  switch (gesture.kind) {
    case 'key': {
      const { key, down, repeat } = gesture
      const type = down ? 'keyDown' : 'keyUp'
      const virtual = { windowsVirtualKeyCode: codes[key], code: names[key], text: texts[key] }
      await session.send('Input.dispatchKeyEvent', { type, key, autoRepeat: repeat, ...virtual })
      return
    }
    case 'mouse':
    case 'pen': {
      const { type, count: clickCount, kind: pointerType } = gesture
      const button = type === 'mouseMoved' ? 'none' : 'left'
      const at = { type, x, y, button, clickCount, pointerType } as const
      await session.send('Input.dispatchMouseEvent', at)
      return
    }
    case 'touch':
      await session
        .send('Input.dispatchTouchEvent', {
          type: gesture.start ? 'touchStart' : 'touchEnd',
          touchPoints: gesture.start ? [{ x, y }] : [],
        })
        .catch(() => undefined)
      return
    case 'wheel': {
      const { deltaY } = gesture
      await session.send('Input.dispatchMouseEvent', {
        type: 'mouseWheel',
        x,
        y,
        deltaX: 0,
        deltaY,
      })
      return
    }
    case 'ime':
      if (gesture.commit)
        await session.send('Input.insertText', { text: '日' }).catch(() => undefined)
      else {
        await session
          .send('Input.imeSetComposition', {
            text: 'n',
            selectionStart: 1,
            selectionEnd: 1,
          })
          .catch(() => undefined)
      }
      return
    default:
      await page.evaluate((kind) => {
        const button = document.querySelector<HTMLElement>('button.filled')
        if (kind === 'script-click') button?.click()
        else if (kind === 'focus-button') button?.focus()
        else if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      }, gesture.kind)
  }
}

/** What of it was not meant: begun before it could be seen, or on something else. */
export function findAccidents(approvals: readonly Approval[]): Approval[] {
  return approvals.filter(
    ({ beganAtMs, changedAtMs, beganOn, shown }) =>
      beganAtMs < changedAtMs + 500 || beganOn !== shown,
  )
}

/** Two cards that differ in all that matters. */
export function swapOf(card: ApprovalCard): ApprovalCard {
  return { ...card, interactionId: 'swap', title: 'Delete everything', digest: 'dd'.repeat(32) }
}
