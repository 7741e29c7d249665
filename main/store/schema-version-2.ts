// Schema step 2: a wait need not belong to a call, and revocations that a server has not confirmed yet are kept.

export const schemaVersion2 = `
CREATE TABLE deferrals_2 (
  id TEXT PRIMARY KEY, call_id TEXT, ended INTEGER NOT NULL, started_at_ms REAL NOT NULL,
  code_sealed TEXT, json TEXT NOT NULL
) STRICT;
INSERT INTO deferrals_2 (id, call_id, ended, started_at_ms, code_sealed, json)
  SELECT id, call_id, ended, started_at_ms, code_sealed, json FROM deferrals;
DROP TABLE deferrals;
ALTER TABLE deferrals_2 RENAME TO deferrals;
CREATE INDEX deferrals_alive ON deferrals (started_at_ms) WHERE ended = 0;

CREATE TABLE revocations (
  id TEXT PRIMARY KEY, queued_at_ms REAL NOT NULL, token_sealed TEXT NOT NULL, json TEXT NOT NULL
) STRICT;
`
