// German texts of the hook command.
import type { hookCommandTexts } from '../en/hook-command.ts'

export const hookCommandGerman = {
  'hook_command.usage':
    'Aufruf: countersign-hook [--timeout SEKUNDEN] [--when-away ask|deny]\nDie Zeit ist die, die Ihr Agent diesem Hook gibt. Nichts wurde erlaubt.\n',
  'hook_command.no_question':
    'Countersign wurde ohne lesbare Frage aufgerufen und entscheidet hier deshalb nichts.',
  'hook_command.no_secret':
    'Countersign wurde nicht gefragt: COUNTERSIGN_SECRET enthält kein Geheimnis dieses Agenten. Es wird in Countersign unter „Agenten“ erstellt.',
  'hook_command.not_running':
    'Countersign wurde nicht gefragt: Es läuft nicht, oder kein Agent darf es aufrufen. Starten Sie es, um dort zu entscheiden.',
  'hook_command.unsafe':
    'Countersign wurde nicht gefragt: Die Datei, die sagt, wo es zu erreichen ist, gehört nicht dieser Person. Starten Sie Countersign neu.',
  'hook_command.wrong_secret':
    'Countersign kennt das Geheimnis dieses Agenten nicht; es wurde ersetzt oder entzogen. Nichts wurde erlaubt. Ein neues wird in Countersign unter „Agenten“ erstellt.',
  'hook_command.refused':
    'Countersign ließ sich nicht fragen (HTTP {status}) und entscheidet hier deshalb nichts.',
  'hook_command.broken':
    'Countersign wurde gefragt und hat nicht geantwortet; es entscheidet hier deshalb nichts. Sehen Sie nach, ob es noch läuft.',
} as const satisfies Record<keyof typeof hookCommandTexts, string>
