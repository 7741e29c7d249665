// Reads how long to wait between two polls, the same for every dialect (protocols 12.4).
import type { JsonObject } from './json-object.ts'
import { readSeconds } from './members.ts'

const shortestSeconds = 1
const defaultSeconds = 5

/** Seconds. What is missing, no number or shorter than a second means 5; there is no longest. */
export function readInterval(body: JsonObject): number {
  const seconds = readSeconds(body, 'interval')
  return seconds === null || seconds < shortestSeconds ? defaultSeconds : seconds
}
