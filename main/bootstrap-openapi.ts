// Wires HTTP APIs: the fetch for their documents, and the way of each call by the kind of its connection.
import type { World } from './engine.ts'
import type { ApiServices } from './ipc/openapi-handlers.ts'
import { createGuardedFetch, type GuardedFetch } from './http/guarded-fetch.ts'
import type { ConnectionService } from './resource/connection-service.ts'
import { createLocalSender } from './resource/local-sender.ts'
import { longestDocument } from './resource/openapi/document-text.ts'
import { createHttpSender, type HttpSenderOptions } from './resource/openapi/create-http-sender.ts'
import { createYamlReader, readNoYaml, type ReadYaml } from './resource/openapi/read-yaml.ts'
import { createRoutingSender } from './resource/route-sender.ts'
import type { ToolSender } from './resource/tool-sender.ts'

/** Without a worker no YAML is read. */
export function createDocumentReading({ clock, yamlWorker }: Pick<World, 'clock' | 'yamlWorker'>): {
  readonly documents: GuardedFetch
  readonly readYaml: ReadYaml
} {
  // As the app's one fetch, for larger answers: documents are asked for rarely, and without a circuit.
  const documents = createGuardedFetch({ clock, maximumBodyBytes: longestDocument })
  return {
    documents,
    readYaml: yamlWorker === undefined ? readNoYaml : createYamlReader(yamlWorker),
  }
}

/** `expectQuestion`: what follows may be a sign-in in the approval view. */
export function buildApiServices(
  connections: Pick<ConnectionService, 'agreeServer' | 'chooseGroups'>,
  expectQuestion: () => void,
): ApiServices['apis'] {
  return {
    agreeServer: (connectionId, server) => {
      const agreed = connections.agreeServer(connectionId, server)
      expectQuestion()
      void agreed
    },
    chooseGroups: (connectionId, groups) => void connections.chooseGroups(connectionId, groups),
  }
}

/** Over the sender for MCP servers. */
export function wireRouting(mcp: ToolSender, options: HttpSenderOptions): ToolSender {
  return createRoutingSender({ mcp, http: createHttpSender(options), local: createLocalSender() })
}
