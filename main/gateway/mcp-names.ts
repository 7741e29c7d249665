// The names that MCP gives to its revisions, headers and members, as far as the gateway speaks them.

export const modernVersion = '2026-07-28'
/** Revisions with `initialize`, newest first. */
export const legacyVersions = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'] as const

export const metaKeys = {
  protocolVersion: 'io.modelcontextprotocol/protocolVersion',
  clientCapabilities: 'io.modelcontextprotocol/clientCapabilities',
  clientInfo: 'io.modelcontextprotocol/clientInfo',
  serverInfo: 'io.modelcontextprotocol/serverInfo',
  subscriptionId: 'io.modelcontextprotocol/subscriptionId',
  relatedTask: 'io.modelcontextprotocol/related-task',
  /** Our own: what a client says its call is for, in plain words. Absent: the person sees no reason. */
  why: 'countersign/why',
} as const
export const tasksExtension = 'io.modelcontextprotocol/tasks'

/** Our own: set by `countersign-mcp`, random bits that name one process; request ids are unique within it. */
export const stdioHeader = 'countersign-stdio'
/** Our own: after how many seconds (1 to 20) a held call is answered with a receipt, where a time-out is known. */
export const holdHeader = 'countersign-hold-seconds'

export const waitToolName = 'wait_for_call'
