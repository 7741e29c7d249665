// Schema step 4: plans and language models.

export const schemaVersion4 = `
CREATE TABLE plans (
  id TEXT PRIMARY KEY, task_id TEXT NOT NULL, state TEXT NOT NULL, created_at_ms REAL NOT NULL, json TEXT NOT NULL
) STRICT;
CREATE INDEX plans_by_task ON plans (task_id, created_at_ms);
CREATE INDEX plans_standing ON plans (created_at_ms) WHERE state IN ('asked', 'approved');
CREATE TABLE models (id TEXT PRIMARY KEY, added_at_ms REAL NOT NULL, json TEXT NOT NULL) STRICT;
`
