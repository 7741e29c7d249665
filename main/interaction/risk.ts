// Judges how much harm a call could do; main decides, and a server's hint may raise the class but never lower it.
import type { Connection, Tool } from '../../shared/model/connection.ts'
import type { Risk, RiskReason } from '../../shared/model/tool-call.ts'
import { findMoney, findRecipient, type Arguments } from './money.ts'
import { splitWords } from './words.ts'

export interface Judgement {
  readonly risk: Risk
  readonly reason: RiskReason
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '))
const readVerbs = set('list get read search find show fetch view describe count lookup query')
const draftVerbs = set('prepare draft preview quote simulate estimate validate plan propose')
const moneyWords = set(
  'pay payment payments transfer transfers wire remit purchase buy charge withdraw refund payout debit',
)
const permissionWords = set(
  'share unshare grant revoke permission permissions invite authorize role access',
)
const deleteWords = set('delete remove destroy erase purge drop wipe truncate')
const publishWords = set('publish unpublish post tweet broadcast announce release deploy')

const moneyPhrases =
  /\b(?:moves?|sends?|transfers?|pays?|withdraws?)\s+(?:out\s+)?(?:money|funds)\b/i
const paymentPhrases = /\b(?:makes?|executes?)\s+an?\s+(?:payment|transfer|purchase)\b/i
const permissionPhrases = /\b(?:grants?|changes?|gives?)\s+(?:\w+\s+)?(?:access|permissions?)\b/i
const deletePhrases = /\b(?:deletes?|erases?|destroys?)\b/i
const publishPhrases = /\bpublish(?:es)?\b/i
const denied = /\b(?:no|not|nothing|never|without|cannot)\b/i

/** True when a sentence of the description says it, and does not say it by denying it. */
function says(description: string, phrase: RegExp): boolean {
  return description
    .split(/[.;\n]/)
    .some((sentence) => phrase.test(sentence) && !denied.test(sentence))
}

function isHighByWords(words: readonly string[], description: string): RiskReason | null {
  const has = (wanted: ReadonlySet<string>) => words.some((word) => wanted.has(word))
  if (has(moneyWords) || (has(set('send')) && has(set('money funds')))) return 'moves_money'
  if (says(description, moneyPhrases) || says(description, paymentPhrases)) return 'moves_money'
  if (has(permissionWords) || says(description, permissionPhrases)) return 'changes_permissions'
  if (has(deleteWords) || says(description, deletePhrases)) return 'deletes'
  if (has(publishWords) || says(description, publishPhrases)) return 'publishes'
  return null
}

/** An amount for a named recipient, whatever the tool is called. */
function looksLikePayment(args: Arguments): boolean {
  return findMoney(args)?.currency != null && findRecipient(args) !== null
}

function highReason(tool: Tool, args: Arguments): RiskReason | null {
  const words = splitWords(tool.name)
  const first = words[0] ?? ''
  const deletes = words.some((word) => deleteWords.has(word))
  const hint = tool.annotations.destructiveHint === true ? 'deletes' : null
  if (draftVerbs.has(first)) return deletes ? 'deletes' : hint
  if (readVerbs.has(first)) return deletes ? 'deletes' : hint
  const byWords = isHighByWords([...words, ...splitWords(tool.title ?? '')], tool.description)
  return byWords ?? (looksLikePayment(args) ? 'moves_money' : hint)
}

/**
 * The risk class of one call (design: surfaces). `low` needs the read-only hint and the person's own trust in the
 * connection; the hint alone gives `elevated`. Everything unknown is `elevated`.
 * `argumentsJson` is canonical JSON of an object.
 */
export function judgeRisk(tool: Tool, connection: Connection, argumentsJson: string): Judgement {
  const high = highReason(tool, JSON.parse(argumentsJson) as Arguments)
  if (high !== null) return { risk: 'high', reason: high }
  const { readOnlyHint, destructiveHint } = tool.annotations
  if (readOnlyHint === true) {
    return connection.trustedForReading
      ? { risk: 'low', reason: 'reads_only_trusted' }
      : { risk: 'elevated', reason: 'reads_only_untrusted' }
  }
  const known = readOnlyHint !== undefined || destructiveHint !== undefined
  const drafts = draftVerbs.has(splitWords(tool.name)[0] ?? '')
  return { risk: 'elevated', reason: known || drafts ? 'changes_something' : 'unknown_tool' }
}
