// Before a call leaves: reads the tools again where that was long ago, so that no call runs as another than was shown.
import type { Client } from '@modelcontextprotocol/client'
import type { Connection } from '../../shared/model/connection.ts'
import type { Clock } from '../../shared/model/ports.ts'
import type { ToolCall } from '../../shared/model/tool-call.ts'
import { requestTools } from './tool-catalogue.ts'

/** How long a reading counts, milliseconds. */
const freshMs = 10 * 60_000

interface Reading {
  readonly connection: Connection
  readonly call: ToolCall
  /** Ends the reading: nobody wants the call any more. */
  readonly signal?: AbortSignal
}

/**
 * True where the server lists this call's tool with another definition than the call was frozen with, or not at all. A
 * server that does not answer is none that says so: what it does with a call is its own word either way.
 */
export async function hasChanged(
  client: Client,
  { connection, call, signal }: Reading,
  clock: Pick<Clock, 'nowMs'>,
): Promise<boolean> {
  const { toolsReadAtMs } = connection
  if (toolsReadAtMs === undefined || clock.nowMs() - toolsReadAtMs < freshMs) return false
  const list = await requestTools(client, connection.id, signal).catch(() => null)
  if (list === null || !list.complete) return false
  const tool = list.tools.find(({ name }) => name === call.tool)
  // A title that changed under an old pin is seen when the tools are read the next time.
  const hashes = [tool?.definitionHash, tool?.earlierHash]
  return !hashes.includes(call.toolDefinitionHash)
}
