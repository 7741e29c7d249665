// Schema step 3: rules, questions by call, and activity that can be searched.
import { activitySearchSchema } from './activity-words.ts'
import { addColumn, readMember } from './json-column.ts'

const callId = { name: 'call_id', type: 'TEXT', value: readMember('json', 'callId') } as const
const expiry = {
  name: 'expires_at_ms',
  type: 'REAL',
  value: readMember('json', 'expiresAtMs', 'REAL'),
} as const
const callState = { name: 'state', type: 'TEXT', value: readMember('json', 'state') } as const

export const schemaVersion3 = `
CREATE TABLE rules (
  id TEXT PRIMARY KEY, state TEXT NOT NULL, agent_id TEXT NOT NULL, connection_id TEXT NOT NULL,
  tool TEXT NOT NULL, created_at_ms REAL NOT NULL, json TEXT NOT NULL
) STRICT;
CREATE TABLE tool_definitions (hash TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
CREATE INDEX rules_standing ON rules (agent_id, connection_id, tool) WHERE state IN ('active', 'paused');

${addColumn('interactions', callId)}
CREATE INDEX interactions_by_call ON interactions (call_id, created_at_ms) WHERE call_id IS NOT NULL;

${addColumn('interactions', expiry)}
CREATE INDEX interactions_by_expiry ON interactions (expires_at_ms) WHERE open = 1;
${addColumn('calls', callState)}
CREATE INDEX calls_held ON calls (agent_id) WHERE state IN ('received', 'asking');
CREATE INDEX calls_not_asking ON calls (received_at_ms) WHERE ended = 0 AND state <> 'asking';
CREATE INDEX calls_alive_of_task ON calls (task_id, state, id) WHERE ended = 0;
${activitySearchSchema}`
