// German texts of the hook.
import type { hookTexts } from '../en/hook.ts'

export const hookGerman = {
  'hook.own_tools': '{agent} auf diesem Computer',
  'hook.host': 'dieser Computer, durch den Agenten selbst',
  'hook.why': 'Nach eigenen Angaben arbeitet er im Ordner {folder}.',
  'hook.ended':
    'Sie haben es erlaubt. Der Agent führt es selbst aus; was er getan hat, ist hier nicht bekannt.',
  'hook.result': 'Erlaubt.',
  'hook.allowed': 'In Countersign erlaubt.',
  'hook.allowed_edited': 'In Countersign erlaubt, mit Werten, die die Person geändert hat.',
  'hook.held':
    'Countersign hält diesen Aufruf an, bis die Person entschieden hat. Nichts wurde ausgeführt. Fragen Sie etwas später mit genau denselben Werten noch einmal; es ist dann dieselbe Rückfrage.',
  'hook.too_many_tools':
    'Countersign merkt sich für einen Agenten höchstens 300 Werkzeugnamen, deshalb wurde nach diesem nicht gefragt. Nichts wurde ausgeführt.',
  'hook.failed':
    'Countersign konnte diesen Aufruf nicht anhalten, deshalb ist er nicht erlaubt. Nichts wurde ausgeführt.',
  'hook.unreadable':
    'Countersign konnte diese Frage nicht lesen: Es versteht, was Claude Code einem PreToolUse-Hook übergibt. Entscheiden Sie hier.',
} as const satisfies Record<keyof typeof hookTexts, string>
