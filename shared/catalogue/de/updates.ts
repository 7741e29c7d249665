// German texts of updates: what people read, by key.
import type { updateTexts } from '../en/updates.ts'

export const updateGerman = {
  'updates.title': 'Aktualisierungen',
  'updates.loading': 'Wird nachgesehen …',
  'updates.off_sources':
    'Diese Kopie läuft aus ihren Quellen. Aktualisieren Sie sie so, wie Sie sie bekommen haben.',
  'updates.off_feed':
    'Dieses Paket nennt keinen Ort für Aktualisierungen. Aktualisieren Sie es so, wie Sie es bekommen haben.',
  'updates.never': 'Noch nicht nachgesehen.',
  'updates.none': 'Zuletzt gab es keine neuere Version, {when}.',
  'updates.check': 'Nach Aktualisierungen sehen',
  'updates.checking': 'Es wird nach einer neueren Version gesehen …',
  'updates.available': 'Version {version} ist da.',
  'updates.download': 'Herunterladen',
  'updates.downloading': 'Version {version} wird heruntergeladen: {percent} %.',
  'updates.ready':
    'Version {version} ist heruntergeladen und geprüft. Alles, was wartet, geht nach dem Start weiter.',
  'updates.install': 'Installieren und neu starten',
  'updates.failed':
    'Das hat nicht geklappt, und nichts wurde geändert. {reason} Versuchen Sie es später noch einmal; diese Version arbeitet weiter.',
  'updates.reason_unreachable': 'Der Ort der Aktualisierungen war nicht zu erreichen.',
  'updates.reason_signature':
    'Was heruntergeladen wurde, ist nicht von dem signiert, der diese App gemacht hat.',
  'updates.reason_damaged': 'Was heruntergeladen wurde, ist nicht das, was angekündigt war.',
  'updates.reason_other': 'Die Antwort war nicht zu verstehen.',
} as const satisfies Record<keyof typeof updateTexts, string>
