// Proves that what is kept of requests under way goes with the last of them, however it was answered.
import { expect, it } from 'vitest'
import { InFlight, runInFlight } from '../../main/gateway/in-flight.ts'

it('[GWP-12] says when nothing is under way any more, also after streams and clients that went', async () => {
  let idle = 0
  const inFlight = new InFlight(() => void (idle += 1))
  const leaving = new AbortController()
  const ends: (() => void)[] = []
  const open = (id: number): Promise<Response | null> =>
    runInFlight(inFlight, { id, gone: leaving.signal }, async ({ onAnswered }) => {
      ends.push(onAnswered)
      return new Response('', { headers: { 'content-type': 'text/event-stream' } })
    })
  await open(1)
  await open(2)
  expect(await open(2)).toBeNull()
  ends[0]?.()
  expect(idle).toBe(0)
  leaving.abort()
  // Dies if: only an answer that was given at once ends a request, and the memory of a process stays
  expect(idle).toBe(1)
  ends[1]?.()
  expect(idle).toBe(1)
})
