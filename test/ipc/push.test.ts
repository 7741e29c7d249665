// Proves that events reach only their own page, stripped to their schema.
import { expect, test } from 'vitest'
import { channelOf } from '../../shared/bridge.ts'
import type { ApprovalState } from '../../shared/approval-card.ts'
import { createPush } from '../../main/ipc/push.ts'
import { fakeContents } from './harness.ts'

const state: ApprovalState = {
  nowMs: 1,
  card: null,
  group: null,
  paused: false,
  language: 'en',
  openCount: 0,
  standalone: false,
  appearance: 'dark',
}

test('[IPC-07] an event goes to its own page only, without what its schema does not name', () => {
  const app = fakeContents('app://countersign')
  const approval = fakeContents('app://approval')
  const push = createPush({
    surfaces: { app: () => app, approval: () => approval },
    log: () => undefined,
  })
  const tooMuch = { ...state, accessToken: 'canary' }
  push('approval.changed', tooMuch)
  expect(app.sent).toEqual([])
  // Dies if: the payload is sent unparsed.
  expect(approval.sent).toEqual([{ channel: channelOf('approval.changed'), args: [state] }])
})

test('[IPC-09] a page that is gone or dies while it is sent to does no harm', () => {
  const approval = fakeContents('app://approval')
  const push = createPush({
    surfaces: { app: () => null, approval: () => approval },
    log: () => undefined,
  })
  approval.send = () => {
    throw new Error('Render frame was disposed')
  }
  expect(() => push('approval.changed', state)).not.toThrow()
  approval.destroyed = true
  expect(() => push('approval.changed', state)).not.toThrow()
})
