// Makes the activity searchable: columns and indices over its rows, and the words of each row in a full-text index.
import { addColumn, readMember } from './json-column.ts'

/** Of these rows the detail is words or names; of the others only numbers and hashes. */
const telling = `'call_denied', 'call_ended', 'call_question', 'connection_added', 'connection_removed', 'signed_in',
  'passkey_registered', 'widened', 'narrowed', 'rule_made', 'rule_changed', 'store_recovered', 'log_cut'`

/** Every value in a JSON text, without its keys; nothing of a text that is damaged. */
const valuesOf = (json: string): string =>
  `CASE WHEN json_valid(${json}) THEN substr((SELECT group_concat(atom, ' ') FROM json_tree(${json})), 1, 4000) END`

/**
 * A call's words stand with its first row, as they were then: agent, connection, tool and argument values. Append a
 * condition on \`a\`.
 */
export const indexActivityWords = `
INSERT OR REPLACE INTO activity_words (rowid, words, call_id)
SELECT sequence, words, call_id FROM (
  SELECT a.sequence, a.call_id, trim(concat_ws(' ',
    CASE WHEN a.kind IN (${telling}) THEN ${valuesOf(`(${readMember('a.json', 'detailJson')})`)} END,
    CASE WHEN a.kind = 'call_received' OR a.call_id IS NULL THEN ${readMember('n.json', 'name')} END,
    CASE WHEN a.kind = 'call_received' OR a.call_id IS NULL THEN ${readMember('n.json', 'url')} END,
    CASE WHEN a.kind = 'call_received' THEN concat_ws(' ', c.tool, ${readMember('g.json', 'name')},
      ${readMember('a.json', 'detailJson')}, ${valuesOf(`(${readMember('c.json', 'argumentsJson')})`)}) END
  )) AS words
  FROM activity a
  LEFT JOIN calls c ON c.id = a.call_id
  LEFT JOIN connections n ON n.id = a.connection_id
  LEFT JOIN agents g ON g.id = c.agent_id
  WHERE json_valid(a.json) AND a.kind NOT IN ('receipt', 'receipt_key', 'call_sent', 'call_approved', 'call_shown')`

/** Closes what \`indexActivityWords\` begins. */
export const indexActivityWordsEnd = `
) WHERE words <> ''`

const columnsOfActivity = [
  { name: 'kind', type: 'TEXT', value: readMember('json', 'kind') },
  { name: 'at_ms', type: 'REAL', value: readMember('json', 'atMs', 'REAL') },
  { name: 'connection_id', type: 'TEXT', value: readMember('json', 'connectionId') },
  { name: 'outcome', type: 'TEXT', value: readOutcome() },
] as const

function readOutcome(): string {
  const state = readMember(`(${readMember('json', 'detailJson')})`, 'state')
  return `CASE ${readMember('json', 'kind')} WHEN 'call_ended' THEN ${state} END`
}

export const activitySearchSchema = `
${columnsOfActivity.map((column) => addColumn('activity', column)).join('\n')}
CREATE INDEX activity_by_kind ON activity (kind, at_ms);
CREATE INDEX activity_by_time ON activity (at_ms);
CREATE INDEX activity_by_connection ON activity (connection_id) WHERE connection_id IS NOT NULL;
CREATE INDEX activity_by_outcome ON activity (outcome, call_id) WHERE outcome IS NOT NULL;
CREATE INDEX calls_by_agent ON calls (agent_id);
CREATE VIRTUAL TABLE activity_words USING fts5(words, call_id UNINDEXED, tokenize = 'unicode61 remove_diacritics 2');
${indexActivityWords}${indexActivityWordsEnd};
`
