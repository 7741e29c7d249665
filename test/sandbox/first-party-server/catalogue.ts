// The one tool of the first-party MCP server, and how its results are written.
import type { Step } from './state.ts'

export const serverInfo = { name: 'harbor-notary', title: 'Harbor Notary', version: '1.0.0' }

export const signTool = {
  name: 'sign_document',
  title: 'Sign a document',
  description: 'Signs a document in your name.',
  inputSchema: {
    type: 'object',
    properties: { document: { type: 'string', description: 'Which document' } },
    required: ['document'],
  },
  annotations: { readOnlyHint: false, destructiveHint: false },
}

export function toResult({ text, isError }: Extract<Step, { kind: 'result' }>): object {
  return { isError, content: [{ type: 'text', text }] }
}
