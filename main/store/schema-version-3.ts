// Schema step 3: rules, questions by call, and activity that can be searched.

export const schemaVersion3 = `
CREATE TABLE rules (
  id TEXT PRIMARY KEY, state TEXT NOT NULL, agent_id TEXT NOT NULL, connection_id TEXT NOT NULL,
  tool TEXT NOT NULL, created_at_ms REAL NOT NULL, json TEXT NOT NULL
) STRICT;
CREATE INDEX rules_standing ON rules (agent_id, connection_id, tool) WHERE state IN ('active', 'paused');

ALTER TABLE interactions ADD COLUMN call_id TEXT GENERATED ALWAYS AS (json ->> 'callId') VIRTUAL;
CREATE INDEX interactions_by_call ON interactions (call_id, created_at_ms) WHERE call_id IS NOT NULL;
`
