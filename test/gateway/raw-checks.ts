// What the tests of raw requests to the gateway build their bytes from, and how each of them sees that it was refused.
import { expect } from 'vitest'
import { soundFields, type GatewayWorld } from './gateway-world.ts'
import { buildRequest, type Fields, type RawAnswer } from './raw-client.ts'

/** A sound body. */
export const body = '{"a":1}'
export type Field = readonly [string, string]

/** The sound fields with those of `name` replaced. */
export const withField = (port: number, name: string, ...values: string[]): Fields => [
  ...values.map((value): Field => [name, value]),
  ...soundFields(port, body).filter(([each]) => each !== name),
]

export const post = (fields: Fields, content = body): string =>
  buildRequest('POST /mcp HTTP/1.1', fields, content)

/** The connection is closed, nothing was handed on, and no page may read the answer. */
export function expectRefused(world: GatewayWorld, answer: RawAnswer, status?: number): void {
  expect(world.seen).toEqual([])
  expect(answer.closed).toBe(true)
  expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  if (status !== undefined) expect(answer.status).toBe(status)
  else expect(answer.status >= 400 || answer.status === 0).toBe(true)
}
