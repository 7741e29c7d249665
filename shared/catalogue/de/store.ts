// German texts of the store and vault rooms: what people read, by key.
import type { storeTexts } from '../en/store.ts'

export const storeGerman = {
  'store.full':
    'Der Datenträger ist voll. Nichts wurde freigegeben oder gesendet. Schaffen Sie auf diesem Computer Platz und versuchen Sie es erneut.',
  'store.failed':
    'Countersign konnte das nicht speichern. Nichts wurde freigegeben oder gesendet. Versuchen Sie es erneut; wenn es wieder geschieht, starten Sie die App neu.',
  'store.read_only':
    'Der Datenträger dieses Computers meldet Fehler, Countersign kann nicht speichern. Es wird nichts mehr freigegeben oder gesendet, und nichts Gespeichertes ist verloren. Sobald der Datenträger wieder arbeitet, geht es von selbst weiter.',
  'store.read_only_title': 'Der Datenträger meldet Fehler',
  'store.read_only_body':
    'Solange das so ist, wird nichts gespeichert, freigegeben, gesendet oder abgefragt; was gespeichert war, ist weiter zu lesen. Ob Ihre letzte Antwort erhalten blieb, ist nicht bekannt: Sehen Sie noch einmal nach, bevor Sie sie wiederholen. Prüfen Sie den Datenträger.',
  'store.sound_title': 'Der Datenträger arbeitet wieder',
  'store.sound_body':
    'Ihre Daten wurden neu geschrieben und geprüft, nichts Gespeichertes ist verloren. Was nicht gespeichert werden konnte, ist nicht geschehen: Bitte tun Sie es noch einmal.',
  'store.no_copy':
    'Ihre Daten konnten vor der Umstellung auf die neue Version nicht kopiert werden, deshalb wurde nichts geändert. Sorgen Sie dafür, dass der Datenträger Platz hat und beschreibbar ist, und starten Sie Countersign dann erneut.',
  'store.corrupt':
    'Die Datei mit Ihren Daten ist beschädigt. Nichts wurde freigegeben oder gesendet. Starten Sie Countersign neu: Die beschädigte Datei wird aufgehoben und eine neue angelegt.',
  'store.newer_version':
    'Ihre Daten wurden von einer neueren Version von Countersign gespeichert. Nichts wurde geändert. Installieren Sie jene Version wieder, um sie zu öffnen.',
  'store.folder_not_private':
    'Der Ordner {folder} ist ein Link oder gehört jemand anderem. Countersign bewahrt Ihre Daten deshalb nicht dort auf. Nichts wurde geändert. Wählen Sie einen eigenen Ordner.',
  'store.file_not_private':
    'Die Datei {file} ist ein Link oder hat einen zweiten Namen, andere könnten also lesen, was Countersign dort aufbewahrt. Nichts wurde geändert. Entfernen Sie den Link oder den anderen Namen und starten Sie Countersign dann erneut.',
  'store.folder_unusable':
    'Der Ordner {folder} kann Ihre Daten nicht aufnehmen ({reason}). Nichts wurde geändert. Sorgen Sie dafür, dass er beschreibbar ist und der Datenträger Platz hat, und starten Sie Countersign dann erneut.',
  'store.keychain_unavailable':
    'Der Schlüsselbund des Systems war nicht zu benutzen. Anmeldungen und wartende Anfragen bleiben deshalb nur im Arbeitsspeicher und enden, wenn Countersign schließt. Entsperren oder installieren Sie einen Schlüsselbund und starten Sie neu, um sie zu behalten.',
  'store.keychain_unreadable':
    'Der Schlüssel im Schlüsselbund des Systems stammt nicht von Countersign und wurde nicht angerührt. Anmeldungen und wartende Anfragen bleiben nur im Arbeitsspeicher und enden, wenn Countersign schließt.',
  'store.cannot_open':
    'Eine gespeicherte Anmeldung lässt sich mit dem jetzigen Schlüssel nicht öffnen. Sie wurde nicht gelöscht. Entsperren Sie den Schlüsselbund und starten Sie neu, oder melden Sie sich erneut an.',
  'store.keychain_timeout': 'Der Schlüsselbund des Systems hat nicht rechtzeitig geantwortet.',
} as const satisfies Record<keyof typeof storeTexts, string>
