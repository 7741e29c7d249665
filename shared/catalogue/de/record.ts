// German words of the record itself: receipts, its head, exports, and what `npm run verify` says.
import type { recordTexts } from '../en/record.ts'

export const recordGerman = {
  'record.cut_title': 'Die Aufzeichnung des Verlaufs wurde gekürzt',
  'record.cut':
    'Sie hatte {expected} Einträge, als Countersign zuletzt zählte, und jetzt hat sie {found}. Jemand oder etwas hat den Rest entfernt. Alles andere arbeitet; was fehlt, fehlt für immer, und die Aufzeichnung sagt es von nun an.',
  'record.changed_title': 'Die Aufzeichnung des Verlaufs wurde geändert',
  'record.changed':
    'Eintrag {sequence} ist nicht mehr, was er war, als er geschrieben wurde. Alles andere arbeitet; die Aufzeichnung sagt es von nun an, und ein Export zeigt, wo.',

  'record.checked':
    'Alle {count} Einträge passen zueinander: Die Kette ihrer Hashes ist lückenlos.',
  'record.checked_empty': 'Noch wurde nichts aufgezeichnet.',
  'record.checked_bad':
    'Eintrag {sequence} fehlt oder ist nicht mehr, was er war, als er geschrieben wurde. Die Einträge davor passen zueinander.',

  'record.export_title': 'Verlauf exportieren',
  'record.export_name': 'Countersign-Verlauf {day}',
  'record.file_jsonl': 'Prüfbare Aufzeichnung (JSON Lines)',
  'record.file_html': 'Seite zum Lesen (HTML)',
  'record.exported': '{count} Einträge wurden nach {file} geschrieben.',
  'record.exported_one': 'Ein Eintrag wurde nach {file} geschrieben.',
  'record.exported_none':
    'In diesen Tagen wurde nichts aufgezeichnet, deshalb wurde nichts geschrieben.',
  'record.export_cancelled': 'Nichts wurde geschrieben.',
  'record.export_busy': 'Es wird schon ein Export geschrieben.',
  'record.export_full':
    'Für den Export ist nicht genug Platz, deshalb wurde keiner geschrieben. Die Aufzeichnung selbst ist unberührt. Schaffen Sie Platz oder wählen Sie einen anderen Ort.',
  'record.export_denied':
    'Dort darf nichts geschrieben werden, deshalb wurde kein Export geschrieben. Die Aufzeichnung selbst ist unberührt. Wählen Sie einen anderen Ort.',
  'record.export_failed':
    'Der Export ließ sich nicht schreiben ({reason}). Die Aufzeichnung selbst ist unberührt. Wählen Sie einen anderen Ort und versuchen Sie es erneut.',
  'record.export_no_key':
    'Es gibt keinen Schlüssel, um den Export zu signieren, deshalb wurde keiner geschrieben. Die Aufzeichnung selbst ist unberührt. Starten Sie Countersign neu und versuchen Sie es erneut.',

  'record.page_title': 'Verlauf von Countersign',
  'record.page_made': 'Geschrieben am {at} von Countersign {version}.',
  'record.page_whole': 'Alles, was aufgezeichnet wurde: {count} Einträge.',
  'record.page_part': 'Ein Teil der Aufzeichnung: {count} Einträge, ab Nummer {first}.',
  'record.page_unsigned':
    'Diese Seite ist zum Lesen. Prüfen lässt sich der Export als JSON Lines: npm run verify -- DATEI',
  'record.page_key': 'Fingerabdruck des Schlüssels',
  'record.page_hash': 'Hash des letzten Eintrags',
  'record.page_number': 'Nr.',
  'record.page_time': 'Wann',
  'record.page_what': 'Was',
  'record.page_words': 'Mehr',
  'record.page_times': 'Die Zeiten sind die der Uhr dieses Computers, {zone}.',

  'verify.usage': 'Verwendung: npm run verify -- DATEI [--fingerprint 3f2a91c0…]',
  'verify.no_file': 'Die Datei {file} lässt sich nicht lesen ({reason}).',
  'verify.good':
    'Unversehrt: Seit sie mit dem Schlüssel unten signiert wurde, wurde in dieser Datei nichts geändert, gekürzt, verschoben oder hinzugefügt.',
  'verify.bad': 'Nicht unversehrt. Was nicht stimmt:',
  'verify.and_more': 'Es gibt noch mehr; die Prüfung endete hier.',
  'verify.line': 'Zeile {line}',
  'verify.call': 'Aufruf {call}',
  'verify.rows':
    'Geprüft: {rows} Einträge, ab Nummer {first}; {receipts} Belege gegen ihre Einträge.',
  'verify.without_receipt':
    '{count} Aufrufe endeten ohne Beleg und ohne gesendet zu werden: Damals gab es keinen Schlüssel.',
  'verify.whole': 'Es ist die ganze Aufzeichnung, vom ersten Eintrag bis zum letzten.',
  'verify.part': 'Es ist ein Teil der Aufzeichnung und sagt das auch.',
  'verify.made': 'Geschrieben am {at}.',
  'verify.key': 'Signiert mit dem Schlüssel mit diesem Fingerabdruck:',
  'verify.key_matches': 'Das ist der Fingerabdruck, den Sie angegeben haben.',
  'verify.key_compare':
    'Jeder kann eine Datei mit einem eigenen Schlüssel signieren: Vergleichen Sie dies mit dem Fingerabdruck, den die App unter Verlauf zeigt.',

  'verify.problem.empty': 'die Datei ist leer',
  'verify.problem.too_long': 'die Zeile ist länger als jede, die Countersign schreibt',
  'verify.problem.not_utf8': 'die Zeile ist kein Text in UTF-8',
  'verify.problem.cut': 'die Datei endet mitten in dieser Zeile',
  'verify.problem.no_header': 'die Datei beginnt nicht wie ein Export von Countersign',
  'verify.problem.bad_line': 'die Zeile ist weder ein Eintrag noch das signierte Ende',
  'verify.problem.spelling': 'die Zeile ist nicht so geschrieben, wie Countersign sie schreibt',
  'verify.problem.missing_rows': 'vor diesem Eintrag fehlen welche',
  'verify.problem.order':
    'der Eintrag ist nicht an seinem Platz: Er kommt doppelt vor, oder die Reihenfolge wurde geändert',
  'verify.problem.changed': 'der Eintrag wurde geändert: Er passt nicht zu seinem Hash',
  'verify.problem.start': 'die Aufzeichnung beginnt nicht, wo jede Aufzeichnung beginnt',
  'verify.problem.key': 'der hier genannte Schlüssel ist nicht der, als der er sich ausgibt',
  'verify.problem.foreign_key': 'die Datei wurde mit einem fremden Schlüssel signiert',
  'verify.problem.unknown_key':
    'der Beleg wurde mit einem Schlüssel signiert, den die Aufzeichnung nicht nennt',
  'verify.problem.malformed': 'der Beleg ist kein signierter Beleg',
  'verify.problem.bad_signature': 'die Signatur des Belegs ist falsch',
  'verify.problem.receipt': 'der Beleg lässt sich nicht lesen',
  'verify.problem.second_receipt': 'der Aufruf hat einen zweiten Beleg',
  'verify.problem.no_receipt': 'der Aufruf wurde gesendet und beendet und hat keinen Beleg',
  'verify.problem.after_receipt':
    'nach seinem Beleg wurde über den Aufruf noch etwas aufgezeichnet',
  'verify.problem.call': 'der Beleg gehört nicht zu diesem Aufruf',
  'verify.problem.tool': 'der Beleg nennt ein anderes Werkzeug als das verlangte',
  'verify.problem.asked': 'Beleg und Einträge unterscheiden sich darin, was der Agent verlangte',
  'verify.problem.shown': 'Beleg und Einträge unterscheiden sich darin, was gezeigt wurde',
  'verify.problem.decided':
    'Beleg und Einträge unterscheiden sich darin, was entschieden wurde, oder von wem',
  'verify.problem.sent': 'Beleg und Einträge unterscheiden sich darin, was gesendet wurde',
  'verify.problem.sent_undecided': 'der Aufruf wurde gesendet, obwohl ihn niemand erlaubt hatte',
  'verify.problem.digest': 'was gezeigt, erlaubt und gesendet wurde, ist nicht dasselbe',
  'verify.problem.outcome': 'Beleg und Einträge unterscheiden sich darin, wie es endete',
  'verify.problem.log_cut':
    'Countersign selbst hat hier festgestellt, dass seine Aufzeichnung zuvor gekürzt oder geändert worden war',
  'verify.problem.no_head': 'das signierte Ende fehlt: Die Datei wurde gekürzt',
  'verify.problem.after_head': 'nach dem signierten Ende folgt noch etwas',
  'verify.problem.head': 'das signierte Ende passt nicht zu dem, was davor steht',
} as const satisfies Record<keyof typeof recordTexts, string>
