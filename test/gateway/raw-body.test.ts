// Sends bodies as bytes: what is not one strict JSON text of the right type is refused, and the rest is handed on as it is.
import { describe, expect, it } from 'vitest'
import { openGateway, soundFields } from './gateway-world.ts'
import { body, expectRefused, post, withField, type Field } from './raw-checks.ts'
import { buildRequest, sendRaw, type Fields } from './raw-client.ts'

describe('the body', () => {
  it('[GWE-06] refuses what is not one strict JSON text', async () => {
    const world = await openGateway()
    const port = world.port()
    const bad = [
      '{"a":1,"a":2}',
      '{"a":1,"\\u0061":2}',
      '{"x":{"id":1,"id":2}}',
      '"\\ud800"',
      '{"a":12345678901234567890}',
      '{"a":1e400}',
      `{"a":${'9'.repeat(1_000)}}`,
      '{"a":1}{"b":2}',
      '{"a":1} x',
      "{'a':1}",
      '{"a":NaN}',
      '{"a":1,}',
      '{"a":01}',
      '// comment\n{}',
      'undefined',
      '\ufeff{"a":1}',
      `${'['.repeat(65)}${']'.repeat(65)}`,
      '{"a":"\u0001"}',
    ]
    // Dies if: JSON.parse alone reads the body.
    for (const text of bad) {
      expectRefused(world, await sendRaw(port, post(soundFields(port, text), text)), 400)
    }
    for (const bytes of [
      [0xff],
      [0xc3, 0x28],
      [0xed, 0xa0, 0x80],
      [0xf8, 0x88, 0x80, 0x80, 0x80],
    ]) {
      const content = Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bytes), Buffer.from('"}')])
      const head = post(withField(port, 'Content-Length', String(content.length)), '')
      const answer = await sendRaw(port, Buffer.concat([Buffer.from(head), content]))
      expectRefused(world, answer, 400)
    }
  })

  it('[GWE-06] hands on the very text, in chunks and in any sound script', async () => {
    const world = await openGateway()
    const port = world.port()
    const text = '{"jsonrpc":"2.0","id":"größe 🌊","n":[0.1,-2e3,null,true]}'
    const bytes = Buffer.from(text)
    const chunked = [...bytes].map((byte) => Buffer.from([0x31, 13, 10, byte, 13, 10]))
    const fields: Fields = [
      ...withField(port, 'Content-Length'),
      ['Transfer-Encoding', 'chunked'],
      ['Connection', 'close'],
    ]
    const request = Buffer.concat([
      Buffer.from(post(fields, '')),
      ...chunked,
      Buffer.from('0\r\n\r\n'),
    ])
    const answer = await sendRaw(port, request)
    expect(answer.status).toBe(200)
    expect(world.seen[0]?.bodyText).toBe(text)
    expect(world.seen[0]?.body).toEqual(JSON.parse(text))
  })

  it('[GWE-06] takes only JSON by its type, and as it is', async () => {
    const world = await openGateway()
    const port = world.port()
    const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', '']
    for (const type of [...types, 'application/json; charset=utf-16', 'application/jsonp']) {
      expectRefused(world, await sendRaw(port, post(withField(port, 'Content-Type', type))), 415)
    }
    const coded: Fields = [...soundFields(port, body), ['Content-Encoding', 'gzip']]
    expectRefused(world, await sendRaw(port, post(coded)), 415)
    const typed = withField(port, 'Content-Type', 'application/json; charset=UTF-8')
    expect((await sendRaw(port, post([...typed, ['Connection', 'close']]))).status).toBe(200)
  })

  it('[GWE-09] hands GET and DELETE on like the rest: with a secret, without a body', async () => {
    const world = await openGateway()
    const port = world.port()
    const bare: Fields = soundFields(port, body).slice(0, 2)
    const session: Field = ['Mcp-Session-Id', '0123456789abcdef']
    for (const method of ['GET', 'DELETE']) {
      const line = `${method} /mcp HTTP/1.1`
      const known = buildRequest(line, [...bare, session, ['Connection', 'close']])
      expect((await sendRaw(port, known)).status).toBe(200)
      // Dies if: a session id stands for a secret.
      const host = bare.slice(0, 1)
      expect((await sendRaw(port, buildRequest(line, [...host, session]))).status).toBe(401)
      const withBody = buildRequest(line, [...bare, ['Content-Length', '7']], body)
      expect((await sendRaw(port, withBody)).status).toBe(400)
    }
    expect(world.seen.map(({ method, bodyText }) => [method, bodyText])).toEqual([
      ['GET', ''],
      ['DELETE', ''],
    ])
  })
})
