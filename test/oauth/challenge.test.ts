// Tests of parsing WWW-Authenticate and picking the challenge we may act on.
import { expect, test } from 'vitest'
import { parseChallenges, pickChallenge } from '../../main/oauth/challenge.ts'

const headers = (...values: string[]): Headers => {
  const all = new Headers()
  for (const value of values) all.append('www-authenticate', value)
  return all
}

test.each<[string[], unknown]>([
  [['Bearer'], [{ scheme: 'bearer', parameters: {} }]],
  [
    ['Bearer, Basic realm="x"'],
    [
      { scheme: 'bearer', parameters: {} },
      { scheme: 'basic', parameters: { realm: 'x' } },
    ],
  ],
  [
    ['Bearer error="a, b=\\"c\\"" , scope = "x y", DPoP algs="ES256"', 'DPoP error=z'],
    [
      { scheme: 'bearer', parameters: { error: 'a, b="c"', scope: 'x y' } },
      { scheme: 'dpop', parameters: { algs: 'ES256' } },
      { scheme: 'dpop', parameters: { error: 'z' } },
    ],
  ],
  [
    ['Negotiate abcd==, BEARER ERROR=x'],
    [
      { scheme: 'negotiate', parameters: {} },
      { scheme: 'bearer', parameters: { error: 'x' } },
    ],
  ],
  [['Bearer scope=a, scope=b'], [{ scheme: 'bearer', parameters: { scope: 'a' } }]],
  [['"""'], []],
  [[''], []],
])('[OAUTH-04] %j', (values, parsed) => {
  const found = parseChallenges(headers(...values)).map((one) => ({
    ...one,
    parameters: { ...one.parameters },
  }))
  expect(found).toEqual(parsed)
})

test('[OAUTH-04] an open quote or a name of the prototype does no harm', () => {
  expect(parseChallenges(headers('Bearer error="open'))[0]).toMatchObject({ scheme: 'bearer' })
  expect(parseChallenges(headers('Bearer __proto__="x"'))).toHaveLength(1)
})

test('[OAUTH-04] hostile headers are parsed in no time', () => {
  const started = performance.now()
  for (const evil of [
    'a='.repeat(8000),
    `Bearer ${'a="\\'.repeat(4000)}`,
    `Bearer ${' ,'.repeat(8000)}`,
    'a '.repeat(8000),
  ])
    parseChallenges(headers(evil))
  expect(performance.now() - started).toBeLessThan(3000)
})

const stepUp =
  'DPoP error="insufficient_user_authentication", acr_values="urn:a urn:b", max_age="300"'
const metadata = 'resource_metadata="https://rs.example/.well-known/oauth-protected-resource"'

// Dies if: a Bearer challenge is acted on while the token in use is DPoP-bound.
test('[OAUTH-04] with a DPoP token only the DPoP challenge counts', () => {
  const picked = pickChallenge(
    {
      status: 401,
      headers: headers(`Bearer error="insufficient_scope", scope="all", ${metadata}`, stepUp),
    },
    'DPoP',
  )
  expect(picked).toEqual({
    status: 401,
    scheme: 'DPoP',
    error: 'insufficient_user_authentication',
    scope: null,
    acrValues: 'urn:a urn:b',
    maxAgeSeconds: 300,
    resourceMetadataUrl: 'https://rs.example/.well-known/oauth-protected-resource',
    errorDescription: null,
    authorizationRemediation: null,
  })
  const bearerOnly = {
    status: 401,
    headers: headers(`Bearer error="invalid_token", scope="all", ${metadata}`),
  }
  expect(pickChallenge(bearerOnly, 'DPoP')).toMatchObject({
    error: null,
    scope: null,
    resourceMetadataUrl: expect.any(String),
  })
  expect(pickChallenge(bearerOnly, 'Bearer')).toMatchObject({
    error: 'invalid_token',
    scope: 'all',
  })
})

test('[OAUTH-04] other statuses and schemes are no challenge; odd numbers are none', () => {
  expect(pickChallenge({ status: 400, headers: headers(stepUp) }, null)).toBeNull()
  expect(pickChallenge({ status: 401, headers: headers('Basic realm="x"') }, null)).toBeNull()
  expect(pickChallenge({ status: 401, headers: new Headers() }, null)).toBeNull()
  for (const odd of ['-1', '1e9', 'soon', '1.5'])
    expect(
      pickChallenge({ status: 401, headers: headers(`DPoP max_age="${odd}"`) }, null)
        ?.maxAgeSeconds,
    ).toBeNull()
})

// Dies if: only the first challenge is read, or those of another scheme are mixed in.
test('[CASE-101] scope and proof demanded by several challenges are one demand', () => {
  const scope = 'DPoP error="insufficient_scope", scope="pay:1 base"'
  const more = 'DPoP error="insufficient_scope", scope="base extra"'
  const older = 'DPoP error="insufficient_user_authentication", max_age="60"'
  const other = 'Bearer error="insufficient_scope", scope="all"'
  for (const values of [[`${scope}, ${stepUp}`], [stepUp, scope], [other, scope, stepUp]])
    expect(pickChallenge({ status: 401, headers: headers(...values) }, 'DPoP')).toMatchObject({
      error: 'insufficient_user_authentication',
      scope: 'pay:1 base',
      acrValues: 'urn:a urn:b',
      maxAgeSeconds: 300,
    })
  const all = headers(scope, stepUp, more, older)
  expect(pickChallenge({ status: 403, headers: all }, 'DPoP')).toMatchObject({
    scope: 'pay:1 base extra',
    maxAgeSeconds: 60,
  })
})

test('[CASE-103] an auth_session that a resource server names is not taken', () => {
  const value = 'DPoP error="insufficient_scope", scope="a", auth_session="evil"'
  const picked = pickChallenge({ status: 403, headers: headers(value) }, 'DPoP')
  expect(JSON.stringify(picked)).not.toContain('evil')
})

test('[CASE-098] commas in quoted strings separate nothing', () => {
  const value = 'Bearer realm="a, b", error="insufficient_scope", scope="x y", Basic realm="z"'
  const found = parseChallenges(headers(value)).map(({ scheme, parameters }) => ({
    scheme,
    ...parameters,
  }))
  expect(found).toEqual([
    { scheme: 'bearer', realm: 'a, b', error: 'insufficient_scope', scope: 'x y' },
    { scheme: 'basic', realm: 'z' },
  ])
})

test('[OAUTH-04] an error is cut before anybody sees it', () => {
  const picked = pickChallenge(
    { status: 401, headers: headers(`DPoP error="${'x'.repeat(9000)}"`) },
    null,
  )
  expect(picked?.error).toHaveLength(100)
})
