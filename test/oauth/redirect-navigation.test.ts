// Judges hits on the callback's listener one by one, without a socket: what a person's browser sends, and what anything else does.
import type { IncomingHttpHeaders } from 'node:http'
import { expect, test } from 'vitest'
import { readNavigation } from '../../main/oauth/redirect-navigation.ts'

const port = 4_321
const host = `127.0.0.1:${port}`

const read = (
  headers: IncomingHttpHeaders,
  { method = 'GET', url = '/cb?code=a&state=b' }: { method?: string; url?: string } = {},
): URL | null => readNavigation({ method, url, headers: { host, ...headers } }, port)

test('[OAUTH-21] a navigation is read with all it carries', () => {
  const target = read({})
  expect(target?.href).toBe(`http://${host}/cb?code=a&state=b`)
  expect(target?.searchParams.getAll('code')).toEqual(['a'])
  expect(read({}, { url: '/cb' })?.href).toBe(`http://${host}/cb`)
})

// Dies if: one of Host, origin, upgrade, fetch mode or destination is not looked at.
test.each<[IncomingHttpHeaders, boolean]>([
  [{}, true],
  [{ 'sec-fetch-mode': 'navigate' }, true],
  [{ 'sec-fetch-dest': 'document' }, true],
  [{ 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }, true],
  [{ 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }, false],
  [{ 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'document' }, false],
  [{ 'sec-fetch-mode': '' }, false],
  [{ 'sec-fetch-dest': '' }, false],
  [{ origin: 'https://evil.example' }, false],
  [{ origin: 'null' }, false],
  [{ origin: '' }, false],
  [{ origin: `http://${host}` }, false],
  [{ upgrade: 'websocket' }, false],
  [{ host: undefined }, false],
  [{ host: '127.0.0.1' }, false],
  [{ host: `${host}0` }, false],
  [{ host: `localhost:${port}` }, false],
  [{ host: `evil.example:${port}` }, false],
])('[OAUTH-21] with %j: %s', (headers, isOne) => {
  expect(read(headers) !== null).toBe(isOne)
})

test.each(['POST', 'HEAD', 'PUT', 'get', ''])('[OAUTH-21] by %s it is none', (method) => {
  expect(read({}, { method })).toBe(null)
})

test.each(['', 'cb', '*', '@evil.example/cb', `http://${host}/cb`, '.evil.example/cb', '0/cb'])(
  '[OAUTH-21] to the target `%s` it is none',
  (url) => {
    expect(read({}, { url })).toBe(null)
  },
)

test('[OAUTH-21] without method or target it is none', () => {
  expect(readNavigation({ headers: { host } }, port)).toBe(null)
  expect(readNavigation({ method: 'GET', headers: { host } }, port)).toBe(null)
})
