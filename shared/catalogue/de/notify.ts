// German texts of the pause, of grouped and quiet notifications and of their settings: what people read, by key.
import type { notifyTexts } from '../en/notify.ts'

export const notifyGerman = {
  'notify.pause': 'Alle Agenten anhalten',
  'notify.resume': 'Alle Agenten weiterarbeiten lassen …',
  'notify.paused_title': 'Alle Agenten sind angehalten.',
  'notify.paused_words':
    'Es wird nichts gesendet und nichts Neues gefragt. Was Agenten inzwischen verlangen, bleibt erhalten und erscheint danach.',
  'notify.paused_approval':
    'Eine Pause hält das an, deshalb lässt es sich jetzt nicht freigeben. Ablehnen können Sie weiterhin. Beenden Sie zuerst die Pause.',
  'notify.pause_failed_title': 'Die Agenten konnten nicht angehalten werden',
  'notify.pause_failed':
    'Das Anhalten ließ sich nicht speichern, die Agenten sind also nicht angehalten. Lehnen Sie ab, was wartet, oder beenden Sie Countersign: Dann wird nichts gesendet.',

  'notify.tray_paused': 'Alle Agenten sind angehalten',
  'notify.do_not_disturb': '1 Stunde nicht stören',
  'notify.disturb_again': '„Nicht stören“ beenden',
  'notify.attention_sign_in': 'Bitte neu anmelden: {name}',
  'notify.attention_keychain': 'Kein Schlüsselbund: Anmeldungen enden mit der App',

  'notify.group_one': '{name}: 1 Rückfrage wartet',
  'notify.group_many': '{name}: {count} Rückfragen warten',
  'notify.locked_title': 'Etwas wartet auf Sie',
  'notify.locked_body': 'Entsperren Sie den Bildschirm, um zu sehen, was es ist.',
  'notify.summary_title': '{count} Aufrufe und Wartevorgänge sind beendet',
  'notify.summary_body': 'Öffnen Sie Countersign, um zu sehen, wie jeder davon geendet hat.',

  'notify.quiet.label': 'Ruhezeiten',
  'notify.quiet.words':
    'Dann erscheint keine Benachrichtigung. Infobereich und Eingang sagen weiterhin, was wartet, und was inzwischen endet, erfahren Sie danach auf einmal.',
  'notify.quiet.from': 'Von',
  'notify.quiet.to': 'Bis',
  'notify.quiet.set': 'Ruhezeiten festlegen',
  'notify.quiet.change': 'Ändern',
  'notify.quiet.off': 'Keine Ruhezeiten',
  'notify.quiet.same': 'Beide Zeiten sind gleich, also wäre nie Ruhe. Wählen Sie ein anderes Ende.',
  'notify.quiet.now': 'Gerade ist Ruhe.',
  'notify.dnd.label': 'Nicht stören',
  'notify.dnd.hour': 'Für 1 Stunde',
  'notify.dnd.tomorrow': 'Bis morgen',
  'notify.dnd.off': 'Aus',
  'notify.dnd.until': 'Ein bis {time}.',
  'notify.dnd.is_off': 'Aus: Benachrichtigungen erscheinen.',

  'notify.test.button': 'Testbenachrichtigung senden',
  'notify.test.title': 'Ein Test von Countersign',
  'notify.test.body':
    'Drücken Sie die Schaltfläche oder diesen Text, oder schließen Sie sie. Entschieden wird dadurch nichts.',
  'notify.test.press': 'Ich sehe sie',
  'notify.test.waiting':
    'Gesendet. Drücken oder schließen Sie die Benachrichtigung innerhalb einer halben Minute …',
  'notify.test.way.actions': 'Mit Schaltflächen gezeigt',
  'notify.test.way.plain': 'Ohne Schaltflächen gezeigt',
  'notify.test.way.in_app': 'Nur vom App-Fenster gezeigt',
  'notify.test.by': 'von {service}',
  'notify.test.shown': 'innerhalb von {ms} ms',
  'notify.test.can': 'Nach eigenen Angaben kann der Dienst: {capabilities}',
  'notify.test.end.button': 'Sie haben die Schaltfläche gedrückt, und der Druck kam zurück.',
  'notify.test.end.body': 'Sie haben die Benachrichtigung gedrückt, und der Druck kam zurück.',
  'notify.test.end.closed': 'Sie wurde geschlossen, ohne dass etwas gedrückt wurde.',
  'notify.test.end.nothing': 'Innerhalb einer halben Minute wurde nichts gedrückt.',
  'notify.test.end.unreported': 'Auf diesem Weg erfährt niemand, ob etwas gedrückt wurde.',
  'notify.test.no_service':
    'Auf diesem Desktop hat kein Benachrichtigungsdienst geantwortet. Rückfragen erscheinen im App-Fenster und im Infobereich. Starten (oder installieren) Sie einen Benachrichtigungsdienst und testen Sie erneut; Countersign verwendet ihn, sobald er da ist.',
  'notify.test.no_buttons':
    'Der Dienst zeigt keine Schaltflächen, deshalb kann eine Benachrichtigung Countersign nur öffnen; entschieden wird im Fenster.',
  'notify.test.nothing_came':
    'Falls Sie nichts gesehen haben, hält Ihr Desktop Benachrichtigungen vielleicht zurück: Prüfen Sie dessen eigenes „Nicht stören“ und den Eintrag Countersign in den Benachrichtigungseinstellungen.',
} as const satisfies Record<keyof typeof notifyTexts, string>
