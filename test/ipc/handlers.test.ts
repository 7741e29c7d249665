// Proves what each answering verb hands on: its own surface, what the page named, and nothing it may not say.
import { describe, expect, test, vi } from 'vitest'
import { buildHandlers } from '../../main/ipc/build-handlers.ts'
import type { HandlerServices } from '../../main/ipc/build-handlers.ts'

function openHandlers(shown: { interactionId: string; digest: string } | null) {
  const queue = { approve: vi.fn(), deny: vi.fn(), answer: vi.fn() }
  const view = { closeFromApp: vi.fn(), closeFromApproval: vi.fn(), onShown: vi.fn() }
  const ahead = { keep: vi.fn() }
  const services = { queue, ahead, view, loadApproval: () => ({ card: shown }) }
  const handlers = buildHandlers(async () => services as unknown as HandlerServices)
  return { handlers, queue, ahead, view }
}

const seen = { interactionId: 'i', digest: 'd' }

describe('the answering verbs', () => {
  test('[IPC-10] an approval names what was seen and comes from the approval view', async () => {
    const { handlers, queue } = openHandlers(seen)
    const given = { confirmation: '30', code: null, allowFor: null }
    await handlers['approval.approve']({ ...seen, ...given })
    // Dies if: digest or surface is left out or another one (a notification needs neither).
    expect(queue.approve.mock.calls).toEqual([
      [{ ...seen, confirmation: '30', allowFor: null, surface: 'approval' }],
    ])
    await handlers['approval.answer']({ ...seen, answer: { action: 'decline' } })
    expect(queue.answer.mock.calls).toEqual([[{ ...seen, answer: { action: 'decline' } }]])
  })

  test('[AHEAD-03] a code given ahead goes to its keeper alone, and only after the approval held', async () => {
    const { handlers, queue, ahead } = openHandlers(seen)
    const given = { ...seen, confirmation: null, code: '847291', allowFor: null }
    await handlers['approval.approve'](given)
    // Dies if: the code is handed on with the answer, which is kept and told of.
    expect(JSON.stringify(queue.approve.mock.calls)).not.toContain('847291')
    expect(ahead.keep.mock.calls.map(([id, code]) => [id, `${String(code)}`])).toEqual([
      ['i', '[secret]'],
    ])
    queue.approve.mockImplementation(() => {
      throw new Error('refused')
    })
    await expect(handlers['approval.approve'](given)).rejects.toThrow('refused')
    expect(ahead.keep).toHaveBeenCalledTimes(1)
  })

  test('[IPC-10] a denial says from where it came', async () => {
    const { handlers, queue } = openHandlers(seen)
    await handlers['interaction.deny']({ interactionId: 'i', reason: null })
    await handlers['approval.deny']({ ...seen, reason: 'no' })
    // Dies if: the record says that the approval view was used where the app window was.
    expect(queue.deny.mock.calls).toEqual([
      [{ interactionId: 'i', surface: 'app', reason: null }],
      [{ interactionId: 'i', surface: 'approval', reason: 'no' }],
    ])
  })

  test.each([
    ['another card is shown', { interactionId: 'other', digest: 'd' }],
    ['its content is another one', { interactionId: 'i', digest: 'other' }],
    ['nothing is shown', null],
  ])('[IPC-10] a late denial is refused when %s', async (_name, shown) => {
    const { handlers, queue } = openHandlers(shown)
    // Dies if: the digest of a denial is not compared with what is shown.
    await expect(handlers['approval.deny']({ ...seen, reason: null })).rejects.toMatchObject({
      code: 'interaction/gone',
    })
    expect(queue.deny).not.toHaveBeenCalled()
  })

  test('[IPC-10] what was painted is reported as it was named; each page closes in its own way', async () => {
    const { handlers, view } = openHandlers(seen)
    await handlers['approval.shown'](seen)
    expect(view.onShown.mock.calls).toEqual([['i', 'd']])
    await handlers['interaction.close']({})
    // Dies if: the app page may close what the person opened in a window of its own.
    expect([view.closeFromApp.mock.calls.length, view.closeFromApproval.mock.calls.length]).toEqual(
      [1, 0],
    )
    await handlers['approval.close']({})
    expect(view.closeFromApproval).toHaveBeenCalledOnce()
  })

  test('[IPC-10] nothing is answered before the services are there', async () => {
    let open: (services: HandlerServices) => void = () => undefined
    const services = new Promise<HandlerServices>((resolve) => (open = resolve))
    const queue = { deny: vi.fn() }
    const handlers = buildHandlers(() => services)
    const answer = handlers['interaction.deny']({ interactionId: 'i', reason: null })
    await new Promise((resolve) => setImmediate(resolve))
    expect(queue.deny).not.toHaveBeenCalled()
    open({ queue } as unknown as HandlerServices)
    expect(await answer).toEqual({ done: true })
  })
})
