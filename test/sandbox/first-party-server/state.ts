// What the first-party MCP server of the sandbox does wrong on request, and what it remembers.
import * as z from 'zod'

/** What it asks or answers instead of relaying the authorization server's questions. */
export const faultKinds = [
  'password',
  'foreign-rp',
  'registration',
  'nested',
  'endless',
  'page',
  'page-again',
  'page-error',
  'bad-page',
  'form',
  'no-state',
  'unknown-type',
  'echo',
  'hang-up',
] as const

/** Switched on until another is. `page` is the address for the page faults, else the issuer's own page. */
export const faultSchema = z.object({
  kind: z.enum(faultKinds).nullable(),
  page: z.string().optional(),
})
export type Fault = z.infer<typeof faultSchema>

/** One answer to one question, as the person's client sent it. */
export type Answered = {
  era: 'modern' | 'legacy'
  /** Names of the asked fields, or the mode. */
  asked: string[]
  action: string
  content: Record<string, unknown>
}

/** The memory of the server; `bodies` are all request bodies in the order they came. */
export type FirstPartyState = {
  fault: Fault
  answers: Answered[]
  bodies: string[]
  signed: { document: string; acr: string | null }[]
}

export function buildFirstPartyState(): FirstPartyState {
  return { fault: { kind: null }, answers: [], bodies: [], signed: [] }
}

/** The params of an `elicitation/create`. */
export type Question = { message: string; mode?: string } & Record<string, unknown>
/** What came back. */
export type Answer = { action: string; content?: Record<string, unknown> }
/** What an operation says next: a question, the JSON-RPC error that names pages, or its result. */
export type Step =
  | { kind: 'ask'; question: Question }
  | { kind: 'pages'; elicitations: Question[] }
  | { kind: 'result'; text: string; isError: boolean }

/** An operation goes on with the answer to its last question. */
export type Operation = (answer: Answer | null) => Promise<Step>

/** Names of what a question asks for. */
export function namesOf(question: Question): string[] {
  if (question.mode === 'url') return ['url']
  const schema = question['requestedSchema'] as { properties?: object } | undefined
  return Object.keys(schema?.properties ?? {})
}
