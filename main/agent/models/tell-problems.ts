// Tells a model, within the same step, which of its calls were not made and why.
import type { ModelMessage } from 'ai'
import { isRecord } from './is-record.ts'
import type { RawAnswer, RawCall } from './ask-once.ts'
import type { BadCall } from './read-calls.ts'
import { legalName } from './tool-names.ts'

/** Its own answer again, and the problem as the result of each call. Kept for the step alone. */
export function tellProblems(
  { text }: Pick<RawAnswer, 'text'>,
  bad: readonly BadCall[],
  round: number,
): ModelMessage[] {
  // Ids of our own: some servers give the same one twice, or none that others take.
  const calls = bad.map(({ call, problem }, at) => ({
    toolCallId: `bad_${round}_${at}`,
    toolName: legalName(call.name),
    input: readInput(call),
    problem,
  }))
  const said = text.trim() === '' ? [] : [{ type: 'text', text } as const]
  return [
    {
      role: 'assistant',
      content: [
        ...said,
        ...calls.map(
          ({ toolCallId, toolName, input }) =>
            ({ type: 'tool-call', toolCallId, toolName, input }) as const,
        ),
      ],
    },
    {
      role: 'tool',
      content: calls.map(({ toolCallId, toolName, problem }) => ({
        type: 'tool-result',
        toolCallId,
        toolName,
        output: { type: 'text', value: problem },
      })),
    },
  ]
}

/** Providers take objects only. */
function readInput({ argumentsJson }: RawCall): unknown {
  try {
    const value: unknown = JSON.parse(argumentsJson)
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}
