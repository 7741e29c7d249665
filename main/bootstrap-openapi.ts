// Wires HTTP APIs: the fetch for their documents, and the way of each call by the kind of its connection.
import type { Clock } from '../shared/model/ports.ts'
import { createGuardedFetch, type GuardedFetch } from './http/guarded-fetch.ts'
import { createLocalSender } from './resource/local-sender.ts'
import { longestDocument } from './resource/openapi/document-text.ts'
import { createHttpSender, type HttpSenderOptions } from './resource/openapi/create-http-sender.ts'
import { createRoutingSender } from './resource/route-sender.ts'
import type { ToolSender } from './resource/tool-sender.ts'

/** As the app's one fetch, for larger answers: documents are asked for rarely, and without a circuit. */
export function createDocumentFetch(clock: Clock): GuardedFetch {
  return createGuardedFetch({ clock, maximumBodyBytes: longestDocument })
}

/** Over the sender for MCP servers. */
export function wireRouting(mcp: ToolSender, options: HttpSenderOptions): ToolSender {
  return createRoutingSender({ mcp, http: createHttpSender(options), local: createLocalSender() })
}
