// Readies the reason of a denial for the agent: bounded, and with nothing in it that the person could not see.
import { makeVisible } from './visible.ts'

/** As long as the field of the approval view takes. */
const longestReason = 2_000

/** Line by line, so that lines stay lines; an empty one is none. */
export function readReason(reason: string | null): string | null {
  const lines = (reason ?? '').trim().slice(0, longestReason).split(/\r?\n/)
  const visible = lines.map((line) => makeVisible(line)).join('\n')
  return visible === '' ? null : visible
}
