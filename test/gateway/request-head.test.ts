// Judges heads one by one, without a socket: each form, Host, origin, secret and body that passes, and its neighbour that does not.
import { describe, expect, it } from 'vitest'
import {
  buildSeenHeaders,
  isFromPage,
  isOwnHost,
  judgeBody,
  judgeForm,
  readBearer,
  readHeaders,
  type RequestHead,
} from '../../main/gateway/request-head.ts'

const port = 4_321

/** `lines`: `name: value`, as on the wire. */
function headOf(lines: readonly string[], more: Partial<RequestHead> = {}): RequestHead {
  const flat = lines.flatMap((line) => {
    const at = line.indexOf(':')
    return [line.slice(0, at), line.slice(at + 1).trimStart()]
  })
  const headers = readHeaders(flat)
  return { method: 'POST', target: '/mcp', httpVersion: '1.1', headers, ...more }
}

describe('the list of headers', () => {
  it('[GWE-07] keeps every value of every name, whatever its case, and drops none', () => {
    const read = readHeaders(['Host', 'a', 'HOST', 'b', 'X', '', 'host', 'c', 'odd'])
    // Dies if: the last one wins, or values are joined.
    expect([...read]).toEqual([
      ['host', ['a', 'b', 'c']],
      ['x', ['']],
    ])
    expect(readHeaders([])).toEqual(new Map())
  })
})

describe('the form', () => {
  it.each([
    ['1.0', 'version'],
    ['1.1', null],
    ['2.0', 'version'],
    ['', 'version'],
  ])('[GWE-07] of HTTP %s is judged: %s', (httpVersion, reason) => {
    expect(judgeForm(headOf([], { httpVersion }))).toBe(reason)
  })

  it.each([
    ['GET', null],
    ['POST', null],
    ['DELETE', null],
    ['OPTIONS', 'origin'],
    ['PUT', 'method'],
    ['HEAD', 'method'],
    ['post', 'method'],
    ['', 'method'],
  ])('[GWE-09] of the method `%s` is judged: %s', (method, reason) => {
    expect(judgeForm(headOf([], { method }))).toBe(reason)
  })

  // Dies if: a target may hold a query, a fragment, a host, an escape, or end in anything else.
  it.each([
    ['/', null],
    ['/mcp', null],
    ['/a/b-c_d.e~f/0', null],
    ['', 'form'],
    ['mcp', 'form'],
    ['*', 'form'],
    ['//host/mcp', 'form'],
    ['/mcp?secret=a', 'form'],
    ['/mcp#a', 'form'],
    ['/mcp%2f', 'form'],
    ['/mcp ', 'form'],
    ['/mcp\n', 'form'],
    ['http://127.0.0.1/mcp', 'form'],
    [' /mcp', 'form'],
  ])('[GWE-03] of the target `%s` is judged: %s', (target, reason) => {
    expect(judgeForm(headOf([], { target }))).toBe(reason)
  })

  it('[GWE-07] with Expect is refused', () => {
    expect(judgeForm(headOf(['Expect: 100-continue']))).toBe('expect')
  })

  // Dies if: one name of the list is forgotten, or only the start of `proxy-` is not enough.
  it.each([
    'Upgrade: websocket',
    'TE: trailers',
    'Trailer: x',
    'Keep-Alive: timeout=5',
    'HTTP2-Settings: AAA',
    'Proxy-Connection: close',
    'Proxy-Authorization: Basic x',
  ])('[GWE-07] with `%s`, for a hop between, is refused', (line) => {
    expect(judgeForm(headOf([line]))).toBe('form')
    expect(judgeForm(headOf(['Accept: a', line, 'X-Own: b']))).toBe('form')
  })

  it.each([
    ['Content-Type: a', 'form'],
    ['Content-Length: 1', 'form'],
    ['Transfer-Encoding: chunked', 'form'],
    ['Connection: close', 'form'],
    ['Mcp-Session-Id: a', 'form'],
    ['X-Proxy-To: a', 'form'],
    ['Accept: a', null],
    ['Accept-Encoding: a', null],
    // These are counted where they are judged.
    ['Host: a', null],
    ['Authorization: a', null],
    ['Origin: a', null],
    ['Sec-Fetch-Site: none', null],
  ])('[GWE-07] that says `%s` twice is judged: %s', (line, reason) => {
    expect(judgeForm(headOf([line]))).toBe(null)
    expect(judgeForm(headOf([line, line]))).toBe(reason)
  })

  it.each([
    ['keep-alive', null],
    ['Keep-Alive', null],
    ['close', null],
    ['Close', null],
    ['upgrade', 'form'],
    ['close, x-own', 'form'],
    ['keep-alive, authorization', 'form'],
    ['', 'form'],
  ])('[GWE-07] with `Connection: %s` is judged: %s', (value, reason) => {
    expect(judgeForm(headOf([`Connection: ${value}`]))).toBe(reason)
  })

  // Dies if: a reader behind us could see another end of the body than we do.
  it.each([
    [['Transfer-Encoding: chunked'], null],
    [['Transfer-Encoding: Chunked'], null],
    [['Transfer-Encoding: gzip, chunked'], 'form'],
    [['Transfer-Encoding: identity'], 'form'],
    [['Transfer-Encoding: '], 'form'],
    [['Transfer-Encoding: chunked', 'Content-Length: 3'], 'form'],
    [['Transfer-Encoding: chunked', 'Content-Length: 0'], 'form'],
    [['Content-Length: 0'], null],
    [['Content-Length: 7'], null],
    [['Content-Length: 123456789012345'], null],
    [['Content-Length: 1234567890123456'], 'form'],
    [['Content-Length: '], 'form'],
    [['Content-Length: +7'], 'form'],
    [['Content-Length: 7x'], 'form'],
    [['Content-Length: x7'], 'form'],
    [['Content-Length: 7, 7'], 'form'],
    [['Content-Length: 0x7'], 'form'],
    [['Content-Length: -1'], 'form'],
  ])('[GWE-07] of a POST framed by %j is judged: %s', (lines, reason) => {
    expect(judgeForm(headOf(lines))).toBe(reason)
  })

  it.each([
    [[], null],
    [['Content-Length: 0'], null],
    [['Content-Length: 1'], 'form'],
    [['Transfer-Encoding: chunked'], 'form'],
  ])('[GWE-09] of a GET or DELETE framed by %j is judged: %s', (lines, reason) => {
    for (const method of ['GET', 'DELETE'])
      expect(judgeForm(headOf(lines, { method }))).toBe(reason)
  })
})

describe('the host', () => {
  // Dies if: the port is not compared, none or two count as one, or a name that only looks like ours is.
  it.each([
    [[`127.0.0.1:${port}`], true],
    [[`[::1]:${port}`], true],
    [[`localhost:${port}`], true],
    [[], false],
    [[''], false],
    [['127.0.0.1'], false],
    [[`127.0.0.1:${port}0`], false],
    [[`127.0.0.1:${port + 1}`], false],
    [[`Localhost:${port}`], false],
    [[`localhost.:${port}`], false],
    [[`::1:${port}`], false],
    [[`evil.test:${port}`], false],
    [[`127.0.0.1:${port}`, `127.0.0.1:${port}`], false],
    [[`127.0.0.1:${port}`, 'evil.test'], false],
    [['evil.test', `127.0.0.1:${port}`], false],
  ])('[GWE-01] %j is ours: %s', (hosts, isOurs) => {
    expect(isOwnHost(headOf(hosts.map((host) => `Host: ${host}`)), port)).toBe(isOurs)
  })
})

describe('the page', () => {
  it.each([
    [[], false],
    [['Sec-Fetch-Site: none'], false],
    [['Origin: null'], true],
    [['Origin: '], true],
    [[`Origin: http://127.0.0.1:${port}`], true],
    [['Sec-Fetch-Site: none', 'Origin: null'], true],
    [['Sec-Fetch-Site: same-origin'], true],
    [['Sec-Fetch-Site: None'], true],
    [['Sec-Fetch-Site: '], true],
    [['Sec-Fetch-Site: none', 'Sec-Fetch-Site: none'], true],
    [['Sec-Fetch-Site: none', 'Sec-Fetch-Site: cross-site'], true],
  ])('[GWE-02] %j is from one: %s', (lines, isPage) => {
    expect(isFromPage(headOf(lines))).toBe(isPage)
  })
})

describe('the secret', () => {
  it.each([
    [['Bearer a'], 'a'],
    [['bearer !~'], '!~'],
    [['BEARER abc.def-_=/+'], 'abc.def-_=/+'],
    [[`Bearer ${'a'.repeat(512)}`], 'a'.repeat(512)],
    [[`Bearer ${'a'.repeat(513)}`], null],
    [[], null],
    [[''], null],
    [['Bearer '], null],
    [['Bearer  a'], null],
    [['Bearer a '], null],
    [['Bearer a b'], null],
    [['Bearer a\u00e9'], null],
    [['Bearer a\u007f'], null],
    [['xBearer a'], null],
    [['Basic a'], null],
    [['a'], null],
    [['Bearer a', 'Bearer a'], null],
    [['Bearer a', 'Bearer b'], null],
  ])('[GWE-03] of %j is %s', (values, secret) => {
    expect(readBearer(headOf(values.map((value) => `Authorization: ${value}`)))).toBe(secret)
  })
})

describe('the body', () => {
  const json = 'Content-Type: application/json'

  // Dies if: a page could send its type without a preflight (`text/plain`, a form), or a prefix is enough.
  it.each([
    ['application/json', null],
    ['Application/JSON', null],
    ['application/json;charset=utf-8', null],
    ['application/json ; charset="UTF-8"', null],
    ['application/json; charset=utf8', 'type'],
    ['application/json; charset=latin1', 'type'],
    ['application/json; boundary=x', 'type'],
    ['application/json-patch', 'type'],
    ['application/jsonp', 'type'],
    ['text/application/json', 'type'],
    ['text/plain', 'type'],
    ['', 'type'],
  ])('[GWE-06] of the type `%s` is judged: %s', (type, reason) => {
    expect(judgeBody(headOf([`Content-Type: ${type}`]), 9)).toBe(reason)
  })

  it.each([
    [[], 'type'],
    [[json], null],
    [[json, 'Content-Encoding: identity'], null],
    [[json, 'Content-Encoding: gzip'], 'encoding'],
    [[json, 'Content-Encoding: '], 'encoding'],
    [[json, 'Content-Length: 9'], null],
    [[json, 'Content-Length: 10'], 'too_large'],
    [[json, 'Content-Length: 10', 'Content-Encoding: br'], 'encoding'],
  ])('[GWE-12] with %j is judged: %s', (lines, reason) => {
    expect(judgeBody(headOf(lines), 9)).toBe(reason)
  })

  it('[GWE-09] is asked of a POST alone', () => {
    for (const method of ['GET', 'DELETE'])
      expect(judgeBody(headOf(['Content-Type: text/plain'], { method }), 9)).toBe(null)
  })
})

describe('what a handler sees', () => {
  it('[GWE-03] is neither the secret nor a cookie nor what was for the wire', () => {
    const seen = buildSeenHeaders(
      headOf([
        'Authorization: Bearer a',
        'Cookie: a=b',
        'Connection: close',
        'Transfer-Encoding: chunked',
        'Accept: one',
        'Accept: two',
        'Mcp-Session-Id: s',
      ]),
    )
    expect([...seen]).toEqual([
      ['accept', 'one, two'],
      ['mcp-session-id', 's'],
    ])
  })
})
