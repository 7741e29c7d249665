// German texts of the desktop room: what people read, by key.
import type { desktopTexts } from '../en/desktop.ts'

export const desktopGerman = {
  'desktop.ipc-refused': 'Diese Seite darf das nicht verlangen. Nichts wurde geändert.',
  'desktop.ipc-bad-input':
    'Das war nicht zu verstehen. Nichts wurde geändert; prüfen Sie die Eingabe und versuchen Sie es erneut.',
  'desktop.ipc-failed':
    'In Countersign ist etwas schiefgegangen. Nichts, was Sie entschieden haben, ging verloren; versuchen Sie es erneut und sehen Sie ins Protokoll, wenn es so bleibt.',
  'desktop.not-shown':
    'Das war nicht lange genug auf Ihrem Bildschirm, um beantwortet zu werden. Nichts wurde freigegeben; sehen Sie es an und drücken Sie noch einmal.',

  'desktop.has-to-end':
    'Etwas, womit Countersign nicht rechnet, ist schiefgegangen; die App schließt sich deshalb. Was Sie entschieden haben, bleibt. Starten Sie sie erneut; geschieht es wieder, sagt das Protokoll in {folder} mehr.',

  'desktop.menu-app': 'Countersign',
  'desktop.menu-edit': 'Bearbeiten',
  'desktop.menu-view': 'Ansicht',
  'desktop.menu-window': 'Fenster',
  'desktop.menu-undo': 'Rückgängig',
  'desktop.menu-redo': 'Wiederholen',
  'desktop.menu-cut': 'Ausschneiden',
  'desktop.menu-copy': 'Kopieren',
  'desktop.menu-paste': 'Einfügen',
  'desktop.menu-select-all': 'Alles auswählen',
  'desktop.menu-minimize': 'Minimieren',
  'desktop.menu-close': 'Fenster schließen',
  'desktop.menu-about': 'Über Countersign',
  'desktop.menu-hide': 'Countersign ausblenden',
  'desktop.menu-hide-others': 'Andere ausblenden',
  'desktop.menu-unhide': 'Alle einblenden',
  'desktop.menu-zoom-in': 'Vergrößern',
  'desktop.menu-zoom-out': 'Verkleinern',
  'desktop.menu-zoom-reset': 'Originalgröße',
  'desktop.menu-quit': 'Countersign beenden',

  'desktop.tray-idle': 'Countersign: Nichts wartet auf Sie',
  'desktop.tray-one': 'Countersign: 1 Rückfrage wartet auf Sie',
  'desktop.tray-many': 'Countersign: {count} Rückfragen warten auf Sie',
  'desktop.tray-none-waiting': 'Nichts wartet auf Sie',
  'desktop.tray-more': 'Und {count} weitere …',
  'desktop.tray-open': 'Countersign öffnen',
  'desktop.tray-quit': 'Beenden',

  'desktop.approval-window-title': 'Countersign',
  'desktop.notification-open': 'Öffnen',

  'desktop.ceremony-title-get': 'Passkey verwenden',
  'desktop.ceremony-title-create': 'Passkey registrieren',
  'desktop.ceremony-words-get':
    '{host} verlangt Ihren Passkey. Er bleibt auf Ihrem Gerät; nur eine signierte Antwort wird gesendet.',
  'desktop.ceremony-words-create':
    'Ein neuer Passkey für {host} wird auf diesem Computer oder auf Ihrem Sicherheitsschlüssel angelegt.',
  'desktop.ceremony-use-get': 'Passkey verwenden',
  'desktop.ceremony-use-create': 'Passkey registrieren',
  'desktop.ceremony-cancel': 'Abbrechen',
  'desktop.ceremony-waiting': 'Warten auf Ihren Passkey oder Sicherheitsschlüssel …',
  'desktop.ceremony-not-allowed':
    'Kein Passkey hat geantwortet, oder er wurde abgelehnt. Stecken Sie Ihren Sicherheitsschlüssel ein oder entsperren Sie ihn und versuchen Sie es erneut, oder brechen Sie ab und wählen Sie einen anderen Weg.',
  'desktop.ceremony-already-there':
    'Dieses Gerät hat schon einen Passkey für {host}. Brechen Sie ab und verwenden Sie diesen, oder nehmen Sie einen anderen Sicherheitsschlüssel.',
  'desktop.ceremony-unsupported':
    'Passkeys lassen sich auf diesem Computer nicht verwenden. Brechen Sie ab und wählen Sie einen anderen Weg.',
  'desktop.ceremony-refused':
    'Die Passkey-Anfrage wurde hier nicht angenommen ({error}). Brechen Sie ab und wählen Sie einen anderen Weg, oder versuchen Sie es erneut.',
  'desktop.ceremony-which-account': 'Welchen Passkey möchten Sie verwenden?',
  'desktop.ceremony-timeout':
    'Der Passkey wurde nicht rechtzeitig verwendet. Nichts wurde gesendet; beginnen Sie erneut, wenn Sie so weit sind.',
} as const satisfies Record<keyof typeof desktopTexts, string>
