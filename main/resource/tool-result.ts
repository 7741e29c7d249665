// Turns what a tool answered into the text that the agent gets.
import type { CallToolResult } from '@modelcontextprotocol/client'
import canonicalize from 'canonicalize'
import { text } from '../../shared/catalogue/text.ts'
import { buildResultJson } from './result-json.ts'
import type { SendOutcome } from './tool-sender.ts'

const maxCharacters = 200_000

/** The outcome of a call that its server answered with a result; nothing is stripped yet. */
export function buildDone(result: CallToolResult): Extract<SendOutcome, { kind: 'done' }> {
  const resultText = buildResultText(result)
  const resultJson = buildResultJson(result, { resultText, note: text('tools.result_too_large') })
  return { kind: 'done', resultText, resultJson, isError: result.isError === true }
}

/** Text parts, then structured content as JSON unless a text part says the same; other kinds are named. */
function buildResultText(result: CallToolResult): string {
  const parts = result.content.map(describePart)
  if (result.structuredContent !== undefined) {
    const json = canonicalize(result.structuredContent) ?? ''
    if (!parts.some((part) => isSameJson(part, json))) parts.push(json)
  }
  const whole = parts.join('\n')
  return whole.length <= maxCharacters
    ? whole
    : `${whole.slice(0, maxCharacters)}\n${text('resource.result-cut', { count: whole.length })}`
}

type Part = CallToolResult['content'][number]

function describePart(part: Part): string {
  switch (part.type) {
    case 'text':
      return part.text
    case 'image':
      return text('resource.result-image', { type: part.mimeType })
    case 'audio':
      return text('resource.result-audio', { type: part.mimeType })
    case 'resource_link':
      return text('resource.result-link', { address: part.uri })
    case 'resource':
      return 'text' in part.resource
        ? part.resource.text
        : text('resource.result-file', { address: part.resource.uri })
  }
}

function isSameJson(part: string, canonicalJson: string): boolean {
  try {
    return canonicalize(JSON.parse(part)) === canonicalJson
  } catch {
    return false
  }
}
