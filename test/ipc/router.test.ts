// Proves that the door answers only its own page, only what it knows, and always.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { channelOf } from '../../shared/bridge.ts'
import { contract } from '../../shared/contract.ts'
import { CountersignError } from '../../shared/errors.ts'
import { surfaceOrigins } from '../../shared/surface-origins.ts'
import { isExactOrigin } from '../../main/ipc/sender.ts'
import type { SenderEvent } from '../../main/ipc/sender.ts'
import { allVerbs, fakeContents, goodInput, openDoor } from './harness.ts'

const refused = { ok: false, error: { code: 'ipc/refused' } }
const badInput = { ok: false, error: { code: 'ipc/bad_input' } }

describe('who may call', () => {
  test.each(allVerbs)(
    '[IPC-01] %s: the own main frame is heard, every other sender is not',
    async (verb) => {
      const door = openDoor()
      const { surface } = contract[verb]
      const other = surface === 'app' ? 'approval' : 'app'
      const own = door.contents[surface]
      const subframe = { url: `${surfaceOrigins[surface]}/`, origin: surfaceOrigins[surface] }
      const strangers: SenderEvent[] = [
        // Dies if: the main-frame comparison is dropped.
        { sender: own, senderFrame: subframe },
        // Dies if: the sender comparison is dropped.
        { sender: fakeContents(surfaceOrigins[surface]), senderFrame: own.mainFrame },
        // Dies if: the surface of the verb is ignored.
        door.eventOf(other),
        { sender: door.contents[other], senderFrame: own.mainFrame },
      ]
      for (const event of strangers) {
        expect(await door.router.dispatch(verb, event, [goodInput(verb)])).toMatchObject(refused)
      }
      expect(door.called).toEqual([])
      await door.router.dispatch(verb, door.eventOf(surface), [goodInput(verb)])
      expect(door.called.map((call) => call.verb)).toEqual([verb])
    },
  )

  test.each(allVerbs)(
    '[IPC-02] %s: a null frame is refused and the frame is read once',
    async (verb) => {
      const door = openDoor()
      const { surface } = contract[verb]
      let reads = 0
      const event: SenderEvent = {
        sender: door.contents[surface],
        // Null from the second read on, as after a navigation.
        // Dies if: the getter is read twice.
        get senderFrame() {
          reads += 1
          return reads === 1 ? door.contents[surface].mainFrame : null
        },
      }
      await door.router.dispatch(verb, event, [goodInput(verb)])
      expect(reads).toBe(1)
      expect(door.called).toHaveLength(1)
      const gone = { sender: door.contents[surface], senderFrame: null }
      expect(await door.router.dispatch(verb, gone, [goodInput(verb)])).toMatchObject(refused)
      expect(door.called).toHaveLength(1)
    },
  )

  test('[IPC-01] a page that navigated or was destroyed is refused', async () => {
    const door = openDoor()
    const contents = door.contents.approval
    const moved = { ...contents.mainFrame, url: 'app://countersign/', origin: 'app://countersign' }
    Object.assign(contents.mainFrame, moved)
    const event = door.eventOf('approval')
    // Dies if: the origin comparison is dropped.
    expect(await door.router.dispatch('approval.load', event, [{}])).toMatchObject(refused)
    const app = openDoor()
    app.contents.app.destroyed = true
    expect(await app.router.dispatch('overview.load', app.eventOf('app'), [{}])).toMatchObject(
      refused,
    )
  })

  const lookalikes = fc.oneof(
    fc.constantFrom(
      'app://approval.evil',
      'app://approval:1',
      'app://user@approval',
      'app://user:pass@approval',
      'app://APPROVAL',
      'app://approval@evil',
      'app://evil/app://approval',
      'app:approval',
      'app:///approval',
      'xapp://approval',
      'https://approval',
      'file:///app/approval',
      'about:blank',
      'data:text/html,app://approval',
      'null',
      '',
      'app://approval%2eevil',
      'app://countersign',
    ),
    fc.string().map((tail) => `app://approval${tail}`),
    fc.string().map((head) => `${head}app://approval`),
    fc.webUrl(),
  )
  test('[IPC-03] only the exact origin passes', () => {
    expect(
      isExactOrigin({ url: 'app://approval/x?y#z', origin: 'app://approval' }, 'app://approval'),
    ).toBe(true)
    fc.assert(
      fc.property(lookalikes, (address) => {
        const accepted = isExactOrigin({ url: address, origin: address }, 'app://approval')
        // Dies if: compared with startsWith, or by host alone.
        expect(accepted).toBe(address === 'app://approval')
        const url = URL.canParse(address) ? new URL(address) : null
        const same =
          url !== null &&
          url.protocol === 'app:' &&
          url.host === 'approval' &&
          url.username === '' &&
          url.password === ''
        // Dies if: only the reported origin is compared.
        expect(isExactOrigin({ url: address, origin: 'app://approval' }, 'app://approval')).toBe(
          same,
        )
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('what may be asked', () => {
  const names = fc.oneof(
    fc.constantFrom(
      ...Object.getOwnPropertyNames(Object.prototype),
      '',
      'approval',
      'approval.',
      '*',
    ),
    fc.string(),
    fc.constantFrom(...allVerbs).map((verb) => `${verb} `),
    fc.constantFrom(...allVerbs).map((verb) => channelOf(verb)),
  )
  test('[IPC-04] an unknown verb is refused, whatever its name', async () => {
    const door = openDoor()
    await fc.assert(
      fc.asyncProperty(names, async (name) => {
        fc.pre(!allVerbs.some((verb) => verb === name))
        // Dies if: handlers are looked up on a plain object.
        expect(await door.router.dispatch(name, door.eventOf('app'), [{}])).toMatchObject(refused)
        expect(await door.router.dispatch(name, door.eventOf('approval'), [{}])).toMatchObject(
          refused,
        )
      }),
    )
    expect(door.called).toEqual([])
  })

  test('[IPC-04] exactly the verbs of the contract are registered', () => {
    const door = openDoor()
    expect([...door.registered.keys()].sort()).toEqual(allVerbs.map(channelOf).sort())
    door.router.stop()
    expect(door.registered.size).toBe(0)
  })

  const cyclic: Record<string, unknown> = {}
  cyclic['self'] = cyclic
  let deep: unknown = {}
  for (let level = 0; level < 10_000; level += 1) deep = { deep }
  const malformed: readonly (readonly [string, unknown])[] = [
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['NaN', Number.NaN],
    ['a bigint', 7n],
    ['a symbol', Symbol('x')],
    ['a function', () => undefined],
    ['an array', [{}]],
    ['a sparse array', Object.assign([], { length: 4_294_967_295 })],
    ['a map', new Map()],
    ['a date', new Date(0)],
    ['50 MB', { interactionId: 'x'.repeat(50_000_000), digest: 'd' }],
    ['50 MB key', { ['x'.repeat(50_000_000)]: 1 }],
    ['10,000 deep', deep],
    [
      'a million entries',
      Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [String(at), at])),
    ],
    ['a cycle', cyclic],
    ['an own __proto__', JSON.parse('{"__proto__":{"polluted":true}}')],
    ['an extra key', { extra: 1 }],
    [
      'a throwing getter',
      Object.defineProperty({}, 'digest', {
        enumerable: true,
        get: () => {
          throw new Error('no')
        },
      }),
    ],
  ]
  test.each(malformed)('[IPC-05] %s is refused by every verb at once', async (_name, payload) => {
    const door = openDoor()
    const before = process.cpuUsage()
    for (const verb of allVerbs) {
      const event = door.eventOf(contract[verb].surface)
      // Dies if: the caps are not asked before the schema, or input is passed on unparsed.
      expect(await door.router.dispatch(verb, event, [payload])).toMatchObject(badInput)
    }
    // Work, not wall time: the machine may be busy with something else.
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1000 / allVerbs.length).toBeLessThan(100)
    expect(door.called).toEqual([])
    expect('polluted' in {}).toBe(false)
  })

  test('[IPC-05] generated input never gets an exception out of the door', async () => {
    const door = openDoor()
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...allVerbs),
        fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true }),
        async (verb, payload) => {
          const before = Object.getOwnPropertyNames(Object.prototype).length
          const result = await door.router.dispatch(verb, door.eventOf(contract[verb].surface), [
            payload,
          ])
          expect(typeof result.ok).toBe('boolean')
          expect(Object.getOwnPropertyNames(Object.prototype)).toHaveLength(before)
        },
      ),
      { numRuns: 1_000 },
    )
  })

  test('[IPC-05] no argument and a second argument are refused', async () => {
    const door = openDoor()
    expect(await door.router.dispatch('overview.load', door.eventOf('app'), [])).toMatchObject(
      badInput,
    )
    expect(
      await door.router.dispatch('overview.load', door.eventOf('app'), [{}, {}]),
    ).toMatchObject(badInput)
  })
})

describe('what is answered', () => {
  test('[IPC-09] our own error keeps its code and words, and its detail stays inside', async () => {
    const door = openDoor(() => {
      throw new CountersignError('store/full', 'The disk is full.', { detail: 'canary-detail' })
    })
    const result = await door.router.dispatch('task.cancel', door.eventOf('app'), [{ taskId: 't' }])
    expect(result).toEqual({
      ok: false,
      error: { code: 'store/full', message: 'The disk is full.' },
    })
    expect(JSON.stringify(result)).not.toContain('canary')
  })

  test('[IPC-09] an unexpected error is answered in general words and logged', async () => {
    const door = openDoor(() => {
      throw new Error('canary-secret-in-message')
    })
    const result = await door.router.dispatch('task.cancel', door.eventOf('app'), [{ taskId: 't' }])
    expect(result).toMatchObject({ ok: false, error: { code: 'ipc/failed' } })
    // Dies if: the message of an unknown error is sent.
    expect(JSON.stringify(result)).not.toContain('canary')
    expect(door.logged.map((line) => line.level)).toContain('error')
  })

  test('[IPC-09] an answer that does not fit its schema is an error, not a value', async () => {
    const door = openDoor(() => ({ taskId: 7 }))
    const result = await door.router.dispatch('task.start', door.eventOf('app'), [
      goodInput('task.start'),
    ])
    expect(result).toMatchObject({ ok: false, error: { code: 'ipc/failed' } })
  })

  test('[IPC-07] what the schema does not name is dropped from an answer', async () => {
    const door = openDoor(() => ({ taskId: 't', accessToken: 'canary' }))
    const result = await door.router.dispatch('task.start', door.eventOf('app'), [
      goodInput('task.start'),
    ])
    // Dies if: the handler's value is sent unparsed.
    expect(result).toEqual({ ok: true, value: { taskId: 't' } })
  })
})
