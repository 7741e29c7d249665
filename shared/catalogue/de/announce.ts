// German texts of notifications and notices: what people read outside the pages, by key.
import type { announceTexts } from '../en/announce.ts'

export const announceGerman = {
  'announce.approve': 'Freigeben',
  'announce.deny': 'Ablehnen',
  'announce.open': 'Öffnen',
  'announce.decide_inside': 'Öffnen Sie Countersign, um zu entscheiden.',
  'announce.elicitation': 'Ein Nachweis oder eine Antwort wird gebraucht.',
  'announce.widening': 'Damit liefe mehr ohne Rückfrage.',
  'announce.approve_refused':
    'Aus der Benachrichtigung wurde nichts freigegeben. Die Rückfrage ist noch offen; entscheiden Sie in Countersign.',
  'announce.ended.done': 'Ausgeführt: {title}',
  'announce.ended.done_problem': 'Ausgeführt, mit einem Problem: {title}',
  'announce.ended.said': '{connection} sagt: „{words}“',
  'announce.ended.once': 'Einmal gesendet, genau wie Sie es freigegeben haben.',
  'announce.ended.denied': 'Abgelehnt: {title}',
  'announce.ended.expired': 'Abgelaufen: {title}',
  'announce.ended.cancelled': 'Abgebrochen: {title}',
  'announce.ended.failed': 'Nicht ausgeführt: {title}',
  'announce.ended.unknown': 'Antwort verloren: {title}',
  'announce.busy.sending': 'Freigegeben. Wird an {connection} gesendet …',
  'announce.busy.more': '{connection} verlangt mehr. Einen Moment …',
  'announce.recovered':
    'Die Datenbank war beschädigt. Sie wurde als {file} beiseitegelegt, und Countersign hat mit einer leeren begonnen. Verbindungen müssen neu hinzugefügt werden.',
  'announce.recovered_title': 'Mit leerer Datenbank begonnen',
  'announce.stopped_at_server':
    'Dem Autorisierungsserver wurde gesagt, dass er die Anfrage vergessen soll.',
  'announce.stopped_here':
    'Countersign wartet nicht mehr. Beim Autorisierungsserver bleibt die Anfrage vielleicht offen.',
  'announce.stopped_title': 'Nicht mehr gewartet: {title}',
  'announce.interaction':
    'Bei {host} ist etwas zu tun, bevor ein Token kommen kann. Öffnen Sie es vom Wartevorgang aus; der läuft unterdessen weiter.',
  'announce.interaction_title': 'Dort nachsehen: {title}',
  'announce.sign_in_of': 'Anmelden bei {name}',
  'announce.sign_in_done': 'Die Anmeldung bei {name} ist gelungen',
  'announce.sign_in_ended': 'Die Anmeldung bei {name} ist nicht gelungen',
  'announce.passkey_registered': 'Der Passkey wurde bei {host} registriert.',
  'announce.passkey_title': 'Passkey',
  'announce.no_answer_title': 'Es hat nicht geklappt',
  'announce.browser_refused':
    'Die Adresse ließ sich nicht im Browser öffnen, deshalb wurde nichts geöffnet. Öffnen Sie sie selbst beim Server.',
} as const satisfies Record<keyof typeof announceTexts, string>
