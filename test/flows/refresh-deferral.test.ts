// Flows of a refresh that waits for the person to sign in again: the same grant goes on, and is extended.
import { expect, test } from 'vitest'
import type { Grant } from '../../shared/model/grant.ts'
import { withFlow, type Flow } from './engine-harness.ts'
import { until } from './until.ts'

async function standingOf({ engine }: Flow): Promise<Grant> {
  const all = await engine.store.grants.listAll()
  const [only, ...more] = all.filter(({ purpose }) => purpose === 'standing')
  if (only === undefined || more.length > 0) throw new Error('There is not exactly one grant')
  return only
}

/** A connection whose access token is over, at a server that wants the person back before it gives another. */
async function letAccessEnd(flow: Flow): Promise<Grant> {
  const { person, sandbox } = flow
  sandbox.world.settings.authorizationSeconds = 86_400
  await person.connectBank()
  const grant = await standingOf(flow)
  sandbox.world.settings.refreshReview = 'reauthentication'
  const over = await flow.engine.store.grants.seal({ ...grant, expiresAtMs: Date.now() - 1 })
  flow.change((store) => store.grants.write(over))
  return grant
}

test('[FLOW-75] a refresh waits until the person has signed in again, and extends the same grant', () =>
  withFlow(async (flow) => {
    const { person, engine, sandbox } = flow
    const before = await letAccessEnd(flow)
    const call = await person.giveAndApprove('List my accounts', 'list_accounts')
    const wait = await until('the refresh to wait', () =>
      engine.deferrals.list().find(({ renewsGrantId }) => renewsGrantId === before.id),
    )
    expect(wait.state).toBe('waiting_interaction')
    const kept = await standingOf(flow)
    expect(kept.refreshToken?.reveal()).toBe(before.refreshToken?.reveal())
    const body = new URLSearchParams({ otp: person.code() })
    const page = await fetch(wait.interactionUri ?? '', { method: 'POST', body })
    expect(await page.text()).toContain('You are signed in again.')
    const after = await until('the grant to go on', async () => {
      const now = await standingOf(flow)
      return now.accessToken.reveal() === before.accessToken.reveal() ? null : now
    })
    expect(after.id).toBe(before.id)
    expect(after.refreshToken?.reveal()).not.toBe(before.refreshToken?.reveal())
    expect(after.authorizationExpiresAtMs ?? 0).toBeGreaterThanOrEqual(
      before.authorizationExpiresAtMs ?? Infinity,
    )
    expect((await person.end(call)).state).toBe('done')
    expect(sandbox.world.record.violations).toEqual([])
  }))

test('[FLOW-75] a refresh that nobody answered leaves the old refresh token, which still serves', () =>
  withFlow(async (flow) => {
    const { person, engine, sandbox } = flow
    const before = await letAccessEnd(flow)
    const call = await person.giveAndApprove('List my accounts', 'list_accounts')
    await until('the refresh to wait', () => engine.deferrals.list().length === 1)
    sandbox.world.settings.refreshReview = 'none'
    for (const one of sandbox.world.deferrals.values()) one.expiresAt = 0
    await until('the end of the wait', () => engine.deferrals.list().length === 0)
    const ended = await person.end(call)
    const again = await person.giveAndApprove('List my accounts', 'list_accounts')
    expect((await person.end(again)).state).toBe('done')
    expect((await standingOf(flow)).id).toBe(before.id)
    expect(ended.state).toBe('done')
    const issued = (): Set<string> => {
      const tokens = sandbox.world.record.tokens.filter(({ kind }) => kind === 'refresh_token')
      return new Set(tokens.map(({ sha256 }) => sha256))
    }
    // A call does not wait for it while its access token is still taken.
    await until('the next refresh', () => issued().size > 1)
    expect(issued().size).toBe(2)
  }))
