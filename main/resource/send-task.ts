// Follows the task of one call at its resource server, with the newest grant, and turns its end into an outcome.
import { text } from '../../shared/catalogue/text.ts'
import type { UpstreamTask } from '../../shared/model/tool-call.ts'
import { loadAccess } from './access.ts'
import { createMidCallAnswerer } from './call-rounds.ts'
import type { ToolSenderOptions } from './create-tool-sender.ts'
import type { RelayedCall } from './elicitation-relay.ts'
import { followTask, TaskRefused, type TaskEnd, type TaskLine } from './follow-task.ts'
import { createMcpFetch, type WireFacts } from './mcp-fetch.ts'
import { judgeFailure } from './send-outcome.ts'
import { buildDone } from './tool-result.ts'
import type { SendOutcome, ToolSender } from './tool-sender.ts'

type Request = Parameters<ToolSender['send']>[0]

export interface FollowedCall {
  readonly task: UpstreamTask
  readonly isNew: boolean
  readonly relay: RelayedCall
  /** Every access token that was shown to the server. */
  readonly onToken: (token: string) => void
}

/** No call can be sent from here: the fetch refuses it. */
export async function followCall(
  options: ToolSenderOptions,
  request: Request,
  { task, isNew, relay, onToken }: FollowedCall,
): Promise<SendOutcome> {
  const { connection, call, grant } = request
  let facts: WireFacts | null = null
  const open = async (): Promise<TaskLine> => {
    const access = await loadAccess((await request.loadGrant?.()) ?? grant, options.keys)
    if (access !== null) onToken(access.accessToken.reveal())
    const wire = createMcpFetch({
      fetch: options.fetch,
      proofs: options.proofs,
      url: connection.url,
      access,
      frozen: null,
      onCallBodyEnd: () => undefined,
    })
    facts = wire.facts
    const onElicitation = createMidCallAnswerer(relay, { watch: () => patient, isSent: () => true })
    const session = await options.connector
      .connect({ key: connection.id, url: connection.url, fetch: wire.fetch, onElicitation })
      .catch((error: unknown) => {
        if (wire.facts.refusal !== null) throw new TaskRefused('refused', { cause: error })
        throw error
      })
    return {
      client: session.client,
      isRefusal: () => wire.facts.refusal !== null,
      close: () => session.close(),
    }
  }
  const end = await followTask({
    task,
    isNew,
    relay,
    open,
    clock: options.clock,
    signal: request.signal ?? new AbortController().signal,
    onStatus: (message) => options.onProgress?.(call.id, { message }),
  })
  const host = new URL(connection.url).host
  if (end.kind === 'refused' && facts !== null) {
    return judgeFailure({ facts, error: end.error, host, tokenType: grant?.tokenType ?? null })
  }
  return judgeTaskEnd(end, host)
}

/** A person may take their time: nothing else is waited for meanwhile. */
const patient = {
  whileAsking: <Value>(question: Promise<Value>): Promise<Value> => question,
  giveUp: (): void => undefined,
}

function judgeTaskEnd(end: TaskEnd, host: string): SendOutcome {
  switch (end.kind) {
    case 'result':
      return buildDone(end.result)
    case 'failed':
      return {
        kind: 'failed',
        reason: text('resource.answered-error', { host, words: end.words.slice(0, 500) }),
      }
    case 'cancelled':
      return { kind: 'cancelled', reason: text('tools.task_cancelled', { host }) }
    case 'unanswerable':
      return { kind: 'failed', reason: text('resource.asked-for-input', { host }) }
    case 'suspended':
      return { kind: 'suspended' }
    case 'refused':
    case 'lost':
      return { kind: 'unknown', reason: text('tools.task_lost', { host }) }
  }
}
