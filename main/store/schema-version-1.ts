// Schema step 1: columns for what is asked of the database, the rest of each noun as JSON, secrets sealed.

/** Columns named `*_sealed` hold JWE compact only. */
export const schemaVersion1 = `
CREATE TABLE calls (
  id TEXT PRIMARY KEY, agent_id TEXT NOT NULL, task_id TEXT NOT NULL, connection_id TEXT NOT NULL,
  tool TEXT NOT NULL, ended INTEGER NOT NULL, received_at_ms REAL NOT NULL,
  approval_spent_at_ms REAL, json TEXT NOT NULL
) STRICT;
CREATE INDEX calls_alive ON calls (received_at_ms) WHERE ended = 0;
CREATE INDEX calls_by_task ON calls (task_id, received_at_ms);
CREATE INDEX calls_alike ON calls (agent_id, connection_id, tool, received_at_ms) WHERE ended = 1;

CREATE TABLE interactions (
  id TEXT PRIMARY KEY, open INTEGER NOT NULL, created_at_ms REAL NOT NULL, json TEXT NOT NULL
) STRICT;
CREATE INDEX interactions_open ON interactions (created_at_ms) WHERE open = 1;

CREATE TABLE grants (
  id TEXT PRIMARY KEY, connection_id TEXT NOT NULL, purpose TEXT NOT NULL, obtained_at_ms REAL NOT NULL,
  access_token_sealed TEXT NOT NULL, refresh_token_sealed TEXT, json TEXT NOT NULL
) STRICT;
CREATE INDEX grants_by_connection ON grants (connection_id, purpose, obtained_at_ms);

CREATE TABLE deferrals (
  id TEXT PRIMARY KEY, call_id TEXT NOT NULL, ended INTEGER NOT NULL, started_at_ms REAL NOT NULL,
  code_sealed TEXT, json TEXT NOT NULL
) STRICT;
CREATE INDEX deferrals_alive ON deferrals (started_at_ms) WHERE ended = 0;

CREATE TABLE secrets (name TEXT PRIMARY KEY, value_sealed TEXT NOT NULL) STRICT;

CREATE TABLE authorization_servers (issuer TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;

CREATE TABLE connections (id TEXT PRIMARY KEY, added_at_ms REAL NOT NULL, json TEXT NOT NULL) STRICT;
CREATE TABLE tools (
  connection_id TEXT NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  name TEXT NOT NULL, position INTEGER NOT NULL, json TEXT NOT NULL,
  PRIMARY KEY (connection_id, name)
) STRICT;

CREATE TABLE agents (id TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
CREATE TABLE tasks (id TEXT PRIMARY KEY, created_at_ms REAL NOT NULL, json TEXT NOT NULL) STRICT;
CREATE INDEX tasks_by_time ON tasks (created_at_ms);
CREATE TABLE task_steps (
  task_id TEXT NOT NULL, position INTEGER NOT NULL, json TEXT NOT NULL,
  PRIMARY KEY (task_id, position)
) STRICT;

CREATE TABLE settings (one INTEGER PRIMARY KEY CHECK (one = 1), json TEXT NOT NULL) STRICT;

CREATE TABLE activity (
  sequence INTEGER PRIMARY KEY, call_id TEXT, json TEXT NOT NULL
) STRICT;
CREATE INDEX activity_by_call ON activity (call_id, sequence) WHERE call_id IS NOT NULL;
`
