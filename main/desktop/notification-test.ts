// Sends a notification that decides nothing, and reports honestly what came back of it.
import { text } from '../../shared/catalogue/text.ts'
import type { Clock, MakeId } from '../../shared/model/ports.ts'
import type { NotificationTest } from '../../shared/notification-test.ts'
import type { NotificationRequest, Notifier, NotifierFacts } from './notifier.ts'

export interface NotificationTesterParts {
  readonly notifier: Notifier
  readonly clock: Pick<Clock, 'monotonicMs' | 'after'>
  readonly makeId: MakeId
}

/** How long the person has to press or close it. */
export const testAnswerMs = 30_000

type End = NotificationTest['end']

/** Returns the function that runs one test. One at a time: a second asked for meanwhile gets the same report. */
export function createNotificationTester(
  parts: NotificationTesterParts,
): () => Promise<NotificationTest> {
  const waiting = new Map<string, (end: End) => void>()
  parts.notifier.onAction((key, action) => {
    waiting.get(key)?.(action === 'open' ? 'body' : 'button')
  })
  parts.notifier.onClosed((key) => waiting.get(key)?.('closed'))
  let running: Promise<NotificationTest> | null = null
  return () => {
    running ??= runTest(parts, waiting).finally(() => {
      running = null
    })
    return running
  }
}

async function runTest(
  { notifier, clock, makeId }: NotificationTesterParts,
  waiting: Map<string, (end: End) => void>,
): Promise<NotificationTest> {
  const key = `test:${makeId()}`
  const ended = new Promise<End>((resolve) => {
    waiting.set(key, resolve)
  })
  const sentMs = clock.monotonicMs()
  await notifier.show(buildTest(key))
  const shownMs = Math.round(clock.monotonicMs() - sentMs)
  // Only now: a service that did not answer has been found out by the showing.
  const facts = await notifier.describe()
  const end = facts.reports ? await orLate(ended, clock) : 'unreported'
  waiting.delete(key)
  await notifier.withdraw(key).catch(() => undefined)
  return buildReport(facts, { end, shownMs })
}

function orLate(ended: Promise<End>, clock: Pick<Clock, 'after'>): Promise<End> {
  return new Promise((resolve) => {
    const cancel = clock.after(testAnswerMs, () => resolve('nothing'))
    void ended.then((end) => {
      cancel()
      resolve(end)
    })
  })
}

/** With the button that approves elsewhere, so that the same way back is tried; here nobody takes it for an answer. */
function buildTest(key: string): NotificationRequest {
  return {
    key,
    title: text('notify.test.title'),
    body: text('notify.test.body'),
    actions: [{ id: 'approve', label: text('notify.test.press') }],
    urgency: 'normal',
    resident: true,
  }
}

function buildReport(
  { way, service, capabilities }: NotifierFacts,
  { end, shownMs }: { end: End; shownMs: number },
): NotificationTest {
  const shown = way === 'in_app' ? null : shownMs
  return {
    way,
    service,
    capabilities: [...capabilities],
    shownMs: shown,
    end,
    problem: problemOf(way, end),
  }
}

function problemOf(way: NotificationTest['way'], end: End): string | null {
  if (way === 'in_app') return text('notify.test.no_service')
  if (end === 'nothing' || end === 'unreported') return text('notify.test.nothing_came')
  return way === 'plain' ? text('notify.test.no_buttons') : null
}
