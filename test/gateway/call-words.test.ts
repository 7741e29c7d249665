// Proves what an agent is told while its call waits for a server, also where the store fails just then.
import { expect, it } from 'vitest'
import { sayWhoWaits } from '../../main/gateway/call-words.ts'
import { createMcpWorld } from './mcp-world.ts'

it('[GWP-05] says for whom a call waits, and fails nobody who waits when the store does', async () => {
  const world = createMcpWorld()
  const agent = world.addAgent('ada')
  const tool = 'prepare_transfer'
  const argumentsJsonText = '{"amount":40,"currency":"EUR","recipient":"Ada"}'
  const asked = world.desk.ask({ agent, connectionId: 'harbor', tool, argumentsJsonText, why: '' })
  const call = { ...asked, state: 'deferred', deferralId: 'wait' } as const
  const say = (loadFacts: () => { issuer: string } | null): string =>
    sayWhoWaits({ deferrals: { loadFacts } }, call)
  expect(say(() => ({ issuer: 'https://bank.example/as' }))).toContain('bank.example')
  const broken = say(() => {
    throw new Error('disk I/O error')
  })
  // Dies if: words for progress end the app from a timer, or name a host that is not known
  expect(broken).toBe('Approved; waiting for the server to allow it.')
  expect(say(() => null)).toBe(broken)
})
