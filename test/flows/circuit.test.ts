// Holds the wiring of the engine: requests share the circuit of their server, and polls are counted but never held back.
import { expect, test, vi } from 'vitest'
import type * as Deferrals from '../../main/bootstrap-deferrals.ts'
import type { OAuthContext } from '../../main/oauth/oauth-context.ts'
import type * as StepUp from '../../main/step-up/create-step-up.ts'
import { isCountersignError } from '../../shared/errors.ts'
import { startScriptedServer } from '../http/scripted-server.ts'
import { withFlow } from './engine-harness.ts'

const wired = vi.hoisted(() => ({ polls: [] as OAuthContext[], others: [] as OAuthContext[] }))

vi.mock(import('../../main/bootstrap-deferrals.ts'), async (load): Promise<typeof Deferrals> => {
  const real = await load()
  const wireDeferrals: typeof real.wireDeferrals = (wiring) => {
    wired.polls.push(wiring.oauth)
    return real.wireDeferrals(wiring)
  }
  return { ...real, wireDeferrals }
})
vi.mock(import('../../main/step-up/create-step-up.ts'), async (load): Promise<typeof StepUp> => {
  const real = await load()
  const createStepUp: typeof real.createStepUp = (parts) => {
    wired.others.push(parts.oauth)
    return real.createStepUp(parts)
  }
  return { ...real, createStepUp }
})

// Dies if: polls are wired to the guarded fetch, or anything else to one of its own.
test('[HTTP-10] a server that fails is left alone by everything but its polls', () =>
  withFlow(async (flow) => {
    const [poll] = wired.polls
    const [other] = wired.others
    if (poll === undefined || other === undefined) throw new Error('The engine was not wired')
    let up = false
    const server = await startScriptedServer((_request, response) => {
      if (up) response.end('{}')
      else response.destroy()
    })
    flow.cleanUps.push(() => server.stop())
    const ask = async ({ fetch }: OAuthContext): Promise<unknown> => {
      try {
        return (await fetch(`${server.origin}/token`, { method: 'POST', body: 'a=b' })).status
      } catch (error) {
        return isCountersignError(error) ? (error.detail as { cause: unknown }).cause : error
      }
    }
    for (let time = 0; time < 5; time += 1) expect(await ask(other)).not.toBe('circuit')
    expect(await ask(other)).toBe('circuit')
    expect(await ask(poll)).not.toBe('circuit')
    expect(server.seen).toHaveLength(6)
    up = true
    expect(await ask(poll)).toBe(200)
    expect(await ask(other)).toBe(200)
  }))
