// Gives each tool the one name that a provider takes: legal, unique, and the same in every step and after every restart.
import { sha256Hex } from '../../interaction/digest.ts'

/** What all providers take: letters, digits, `_` and `-`, at most 64. */
const longestName = 64
const markLength = 8

/**
 * Always with a mark made from the connection and the tool's own name, never only where two names meet: a tool keeps its
 * name when another connection comes to offer one alike, and what the conversation says of a removed tool stays right.
 */
export function providerName(connectionId: string, tool: string): string {
  const mark = sha256Hex(`${connectionId}\n${tool}`).slice(0, markLength)
  const readable = tool.replaceAll(/[^a-zA-Z0-9_-]+/g, '_').slice(0, longestName - markLength - 1)
  return `${readable}_${mark}`
}

/** A call's id as providers take it. */
export function providerCallId(callId: string): string {
  return /^[a-zA-Z0-9_-]{1,64}$/.test(callId) ? callId : `call_${sha256Hex(callId).slice(0, 32)}`
}

/** What a model called a tool, so that it can be told of it in its own words. */
export function legalName(name: string): string {
  const legal = name.replaceAll(/[^a-zA-Z0-9_-]+/g, '_').slice(0, longestName)
  return legal === '' ? 'unnamed' : legal
}
