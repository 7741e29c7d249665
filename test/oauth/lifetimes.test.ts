// Tests of how long a refresh token and an authorization are said to last.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { json } from '../http/scripted-server.ts'
import { goodTokens, startTokenFlow, type TokenFlow } from './token-flow.ts'

let flow: TokenFlow
beforeEach(async () => {
  flow = await startTokenFlow()
})
afterEach(() => flow.server.stop())

// Dies if: the access token's lifetime, or a value that is none, is taken for the refresh token's.
test.for([
  [{}, null, null],
  [{ refresh_token_timeout: 3600, authorization_expires_in: 86_400 }, 3600, 86_400],
  [{ refresh_token_expires_in: '3600' }, 3600, null],
  [{ refresh_token_timeout: 60, refresh_token_expires_in: 3600 }, 60, null],
  [{ refresh_token_timeout: 0, authorization_expires_in: -1 }, null, null],
  [{ refresh_token_timeout: 'soon', authorization_expires_in: null }, null, null],
  [{ refresh_token_timeout: 1e300 }, 1e11, null],
] as const)('[GRANT-08] %j lasts %s and %s seconds', async ([more, refresh, authorization]) => {
  expect(await flow.redeem(json(200, { ...goodTokens, ...more }))).toMatchObject({
    kind: 'issued',
    tokens: {
      expiresInSeconds: 60,
      refreshExpiresInSeconds: refresh,
      authorizationExpiresInSeconds: authorization,
    },
  })
})
