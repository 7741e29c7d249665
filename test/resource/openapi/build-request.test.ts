// Tests of building requests: every argument goes exactly where it was shown, and nowhere else.
// prove: 20000
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildHttpRequest, type HttpRequest } from '../../../main/resource/openapi/build-request.ts'
import type {
  HttpBody,
  HttpOperation,
  HttpParameter,
} from '../../../shared/model/http-operation.ts'

const parameter = (
  name: string,
  place: HttpParameter['in'],
  more: Partial<HttpParameter> = {},
): HttpParameter => ({
  argument: name,
  name,
  in: place,
  style: place === 'query' ? 'form' : 'simple',
  explode: place === 'query',
  ...more,
})

const operation = (more: Partial<HttpOperation> = {}): HttpOperation => ({
  method: 'GET',
  serverUrl: 'https://api.example/v1',
  path: '/x',
  parameters: [],
  body: null,
  scopes: null,
  ...more,
})

const body = (more: Partial<HttpBody> = {}): HttpBody => ({
  contentType: 'application/json',
  required: true,
  argument: null,
  members: ['amount', 'to'],
  ...more,
})

function build(one: HttpOperation, args: unknown): HttpRequest {
  const built = buildHttpRequest(one, canonicalize(args) ?? '')
  if (built.kind === 'unfit') throw new Error(`unfit: ${built.argument}`)
  return built.request
}

const unfit = (one: HttpOperation, args: unknown): boolean =>
  buildHttpRequest(one, canonicalize(args) ?? '').kind === 'unfit'

describe('what goes where', () => {
  it('[OAS-07] fills path, query, headers and body', () => {
    const one = operation({
      method: 'POST',
      path: '/accounts/{id}/payments',
      parameters: [
        parameter('id', 'path'),
        parameter('dry', 'query'),
        parameter('X-Trace', 'header'),
      ],
      body: body(),
    })
    const args = { id: 'a/b c', dry: true, 'X-Trace': 'one two', to: 'Nordlicht', amount: 12.5 }
    expect(build(one, args)).toEqual({
      method: 'POST',
      url: 'https://api.example/v1/accounts/a%2Fb%20c/payments?dry=true',
      headers: {
        'x-trace': 'one two',
        accept: 'application/json, */*;q=0.1',
        'content-type': 'application/json',
      },
      body: '{"amount":12.5,"to":"Nordlicht"}',
    })
  })

  it('[OAS-07] writes lists and objects in the style of their parameter', () => {
    const query = (more: Partial<HttpParameter>, value: unknown): string =>
      build(operation({ parameters: [parameter('q', 'query', more)] }), { q: value }).url.slice(24)
    const list = ['a', 'b c']
    const object = { k: 'v', n: 1 }
    expect(query({}, list)).toBe('?q=a&q=b%20c')
    expect(query({ explode: false }, list)).toBe('?q=a,b%20c')
    expect(query({ style: 'pipeDelimited', explode: false }, list)).toBe('?q=a%7Cb%20c')
    expect(query({ style: 'spaceDelimited', explode: false }, list)).toBe('?q=a%20b%20c')
    expect(query({}, object)).toBe('?k=v&n=1')
    expect(query({ explode: false }, object)).toBe('?q=k,v,n,1')
    expect(query({ style: 'deepObject' }, object)).toBe('?q%5Bk%5D=v&q%5Bn%5D=1')
    expect(query({ style: 'json' }, object)).toBe('?q=%7B%22k%22%3A%22v%22%2C%22n%22%3A1%7D')
    expect(query({}, null)).toBe('')
    expect(query({}, [])).toBe('')
    const path = operation({ path: '/{q}', parameters: [parameter('q', 'path')] })
    expect(build(path, { q: list }).url).toBe('https://api.example/v1/a,b%20c')
    expect(build(path, { q: object }).url).toBe('https://api.example/v1/k,v,n,1')
  })

  it('[OAS-07] writes forms, whole bodies and no body', () => {
    const form = body({ contentType: 'application/x-www-form-urlencoded', members: ['a', 'b'] })
    const post = (one: HttpBody | null): HttpOperation => operation({ method: 'POST', body: one })
    expect(build(post(form), { a: 'x&y=z', b: [1, 2] }).body).toBe('a=x%26y%3Dz&b=1&b=2')
    expect(unfit(post(form), { a: { nested: 1 } })).toBe(true)
    const whole = body({ argument: 'body', members: [] })
    expect(build(post(whole), { body: [{ b: 1, a: 2 }] }).body).toBe('[{"a":2,"b":1}]')
    expect(build(post(whole), { body: null }).body).toBe('null')
    expect(unfit(post(whole), {})).toBe(true)
    expect(build(post({ ...whole, required: false }), {}).body).toBeNull()
    expect(build(post(body()), {}).body).toBe('{}')
    expect(build(post(body({ required: false })), {}).body).toBeNull()
  })

  it('[OAS-07] sends nothing when an argument has no place', () => {
    // Dies if: strangers are dropped; then what was shown is not what was sent.
    expect(unfit(operation(), { surprise: 1 })).toBe(true)
    expect(unfit(operation({ path: '/{id}', parameters: [parameter('id', 'path')] }), {})).toBe(
      true,
    )
    expect(buildHttpRequest(operation(), '[]').kind).toBe('unfit')
  })

  // Dies if: an object brings a second value for a parameter that a rule or a person has read the first of.
  it('[OAS-07] sends nothing when a member of an object takes the name of another parameter', () => {
    const parameters = [parameter('account', 'query'), parameter('filter', 'query')]
    const one = operation({ parameters })
    expect(unfit(one, { account: 'mine', filter: { account: 'yours' } })).toBe(true)
    expect(unfit(one, { account: 'mine', filter: { Account: 'yours' } })).toBe(true)
    expect(build(one, { account: ['a', 'b'], filter: { of: 'x' } }).url.slice(24)).toBe(
      '?account=a&account=b&of=x',
    )
  })
})

/** What somebody tries who wants the request to go elsewhere. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '.',
    '..',
    '../admin',
    '..\\admin',
    '%2e%2e',
    '%2E%2E%2Fadmin',
    '%252e%252e%252fadmin',
    'a/../../b',
    '//evil.example',
    'https://evil.example/',
    '@evil.example',
    ':80@evil.example',
    '\\\\evil.example',
    '?x=1',
    '#frag',
    'a?b#c',
    'a\r\nHost: evil.example',
    'a\nX: y',
    '\u0000',
    ' ',
    ';jsessionid=1',
    '%',
    '%2',
    '&admin=true',
    'a&q=b',
    '[x]',
  ),
  fc
    .array(fc.constantFrom('.', '/', '\\', '%2e', '%2f', '%5c', '%25', 'a', '?', '#'), {
      maxLength: 8,
    })
    .map((parts) => parts.join('')),
)

/** Takes what was written apart again as a server does; null where no request was built. */
function sent(one: HttpOperation, args: unknown): URL | null {
  const built = buildHttpRequest(one, canonicalize(args) ?? '')
  return built.kind === 'unfit' ? null : new URL(built.request.url)
}

const runs = { numRuns: Number(process.env['COUNT'] ?? 500) }

describe('whatever the value', () => {
  it('[OAS-07] a path parameter is one segment of its path, and nothing else', () => {
    const one = operation({ path: '/a/{id}/b', parameters: [parameter('id', 'path')] })
    // Dies if: values are not encoded, or dots and encoded dots pass.
    fc.assert(
      fc.property(hostile, (id) => {
        const url = sent(one, { id })
        if (url === null) return
        expect(url.origin).toBe('https://api.example')
        expect([url.search, url.hash, url.username]).toEqual(['', '', ''])
        const segments = url.pathname.split('/')
        expect(segments).toHaveLength(5)
        expect([segments[1], segments[2], segments[4]]).toEqual(['v1', 'a', 'b'])
        expect(decodeURIComponent(segments[3] ?? '')).toBe(id)
        expect(id.split(/[/\\]/)).not.toContain('..')
      }),
      runs,
    )
  })

  it('[OAS-07] steps up in a path are refused in every spelling', () => {
    const one = operation({ path: '/a/{id}', parameters: [parameter('id', 'path')] })
    const spellings = ['.', '..', '../x', 'x/..', '..\\x', '%2e%2e', '%2E.', '..%2fx', '%252e%252e']
    for (const id of [...spellings, '', 'a\r\nb', 'a\u0000b']) {
      expect(unfit(one, { id }), id).toBe(true)
      expect(unfit(one, { id: [id] }), id).toBe(true)
    }
    for (const id of ['...', '.a', 'a..b', 'a/b', '100%', '%2e']) {
      expect(unfit(one, { id }), id).toBe(id === '%2e')
    }
  })

  it('[OAS-07] a query parameter is one pair of the query, and nothing else', () => {
    const one = operation({ parameters: [parameter('q', 'query'), parameter('r', 'query')] })
    fc.assert(
      fc.property(hostile, hostile, (q, r) => {
        const url = sent(one, { q, r })
        expect(url?.pathname).toBe('/v1/x')
        expect([...(url?.searchParams ?? [])]).toEqual([
          ['q', q],
          ['r', r],
        ])
        expect(url?.hash).toBe('')
      }),
      runs,
    )
  })

  it('[OAS-07] a name of an object’s member is as harmless as a value', () => {
    const deep = operation({ parameters: [parameter('q', 'query', { style: 'deepObject' })] })
    fc.assert(
      fc.property(hostile, hostile, (name, value) => {
        if (name === '__proto__') return
        const url = sent(deep, { q: { [name]: value } })
        expect([...(url?.searchParams ?? [])]).toEqual([[`q[${name}]`, value]])
      }),
      runs,
    )
  })

  it('[OAS-07] a header holds printable characters or is not sent', () => {
    const one = operation({ parameters: [parameter('X-Note', 'header')] })
    // Dies if: a line break passes; then the value is a header of its own.
    fc.assert(
      fc.property(hostile, (note) => {
        const built = buildHttpRequest(one, canonicalize({ 'X-Note': note }) ?? '')
        if (built.kind === 'unfit') return
        expect(built.request.headers['x-note']).toBe(note)
        expect(note).toMatch(/^[\x20-\x7e]+$/)
        expect(() => new Headers(built.request.headers)).not.toThrow()
      }),
      runs,
    )
  })

  it('[OAS-07] a body is the canonical JSON of what was shown', () => {
    const one = operation({ method: 'POST', body: body({ argument: 'body', members: [] }) })
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const args = canonicalize({ body: value }) ?? ''
        const built = buildHttpRequest(one, args)
        // Dies if: the body is written anew in another form than the frozen one.
        expect(built.kind === 'request' ? built.request.body : null).toBe(args.slice(8, -1))
      }),
      runs,
    )
  })
})
