// A flow of a profile that was copied to another computer, where the keychain has no key for it.
import { expect, test } from 'vitest'
import { createKeptKeychain, withFlow } from './engine-harness.ts'
import { until } from './until.ts'

// Dies if: what cannot be opened passes for no tokens at all and the call goes out without, or a new key is written over
// the rows, so that the profile is useless where it came from.
test('[LATE-07] a profile without its key opens nothing, says how to go on, and is whole again by one sign-in', () =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    const bank = await person.connectBank()
    person.give('Prepare a transfer of 20 EUR to Nordlicht')
    const asked = await person.question('prepare_transfer')
    const atHome = flow.keychain
    flow.keychain = createKeptKeychain()
    await flow.restart()
    expect(await flow.engine.store.grants.listAll()).toEqual([])
    const there = await until('the sign-in to be asked for', () => {
      const one = person.connection(bank.id)
      return one.status === 'ready' ? null : one
    })
    expect(there.status).toBe('needs_sign_in')
    expect(there.statusText).toContain('Sign in')
    const elsewhere = flow.keychain
    flow.keychain = atHome
    await flow.restart()
    expect(await flow.engine.store.grants.listAll()).not.toEqual([])
    flow.keychain = elsewhere
    await flow.restart()
    // What was asked is still asked; its tokens are made anew, never taken from the copy.
    expect((await flow.overview()).inbox.map(({ interactionId }) => interactionId)).toEqual([
      asked.id,
    ])
    expect(sandbox.world.effects).toEqual([])
    const again = flow.engine.connections.signIn(bank.id)
    await person.proveByCode()
    await again
    expect(person.connection(bank.id).status).toBe('ready')
    person.approve(asked)
    expect(await person.end({ id: asked.callId ?? '' })).toMatchObject({ state: 'done' })
    expect(flow.runs('prepare_transfer')).toBe(1)
  }))
