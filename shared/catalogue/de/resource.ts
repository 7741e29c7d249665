// German texts of the resource room: what people read, by key.
import type { resourceTexts } from '../en/resource.ts'

export const resourceGerman = {
  'resource.call-changed':
    'Der Aufruf, der gesendet werden sollte, ist nicht der gezeigte, deshalb wurde er nicht gesendet.',
  'resource.other-address':
    'Der Server wollte Countersign zu einer anderen Adresse führen. Dorthin wurde nichts gesendet.',
  'resource.result-cut': '[Die Antwort hatte {count} Zeichen; der Rest wurde weggelassen.]',
  'resource.result-image': '[Ein Bild, {type}]',
  'resource.result-audio': '[Ein Ton, {type}]',
  'resource.result-link': '[Ein Link: {address}]',
  'resource.result-file': '[Eine Datei: {address}]',
  'resource.not-reached':
    '{host} war nicht zu erreichen. Der Aufruf wurde nicht gesendet; versuchen Sie es später erneut.',
  'resource.session-refused':
    '{host} hat keine Sitzung eröffnet, deshalb wurde der Aufruf nicht gesendet. Es hieß: {words}',
  'resource.answer-lost':
    'Der Aufruf wurde an {host} gesendet, aber die Antwort ging verloren. Vielleicht wurde er ausgeführt. Sehen Sie dort nach, bevor Sie erneut fragen.',
  'resource.answer-missing': 'Die Antwort endete ohne Ergebnis.',
  'resource.answered-status':
    '{host} antwortete mit einem Fehler (HTTP {status}). Der Aufruf ist nicht gelungen.',
  'resource.answered-error': '{host} hat den Aufruf abgelehnt: {words}',
  'resource.asked-for-input':
    '{host} verlangte mitten im Aufruf etwas, das sich nicht beantworten lässt, oder fragte immer weiter. Countersign hat aufgehört; der Aufruf wurde nicht abgeschlossen.',
  'resource.question-withdrawn':
    'Die Frage, die {host} mitten im Aufruf stellte, wurde weggelegt, deshalb wurde der Aufruf nicht noch einmal gesendet. Er wurde nicht ausgeführt.',
  'resource.answer-invalid':
    '{host} hat in einer Form geantwortet, die Countersign nicht kennt; niemand hier kann deshalb sagen, ob der Aufruf ausgeführt wurde. Sehen Sie dort nach, bevor Sie erneut fragen.',
  'resource.key-gone':
    'Der Schlüssel für {host} ist auf diesem Computer nicht mehr da. Melden Sie sich dort erneut an.',
  'resource.step-finding': 'Der Server wird gesucht',
  'resource.step-protected': 'Es wird gesucht, wer ihn schützt',
  'resource.step-registering': 'Countersign wird bei {host} registriert',
  'resource.sign-in-waits':
    '{host} hat noch nicht entschieden. Countersign fragt weiter nach; Sie hören davon.',
  'resource.ending-title': 'Bald wieder bei {name} anmelden',
  'resource.ending':
    'Was {host} erlaubt hat, endet bald. Erneuern Sie es bei der Verbindung; bis dahin geht alles weiter wie bisher.',
  'resource.rest-waits':
    '{host} hat noch nicht über alles entschieden. Was schon erlaubt ist, lässt sich unterdessen nutzen.',
  'resource.renewal-waits':
    '{host} will, dass jemand zustimmt, bevor die Anmeldung weitergeht. Countersign fragt weiter nach; Sie hören davon.',
  'resource.step-passing-over': '{host} lässt sich nicht verwenden; es folgt {next}',
  'resource.step-choosing': '{host} wird gefragt',
  'resource.choice-failed':
    '{host} lässt sich nicht verwenden, deshalb wurde nichts geändert. {words}',
  'resource.not-offered':
    'Der Server dieser Verbindung nennt diesen Autorisierungsserver nicht. Nichts wurde geändert.',
  'resource.unknown-issuer':
    'Countersign ist diesem Autorisierungsserver noch nicht begegnet. Fügen Sie zuerst eine Verbindung hinzu, die ihn benutzt.',
  'resource.bad-options': 'Diese Einstellungen lassen sich nicht lesen. Nichts wurde geändert.',
  'resource.needs-client':
    '{host} lässt nicht zu, dass Apps sich selbst registrieren. Bitten Sie den Betreiber um eine Client-ID und geben Sie sie hier ein.',
  'resource.client-refused':
    '{host} nimmt die eingegebene Client-ID oder das Geheimnis nicht an. Fragen Sie den Betreiber und geben Sie beides erneut ein.',
  'resource.client-id-unreadable':
    'Das ist keine Client-ID. Kopieren Sie sie, wie sie Ihnen gegeben wurde, ohne Zeilenumbrüche.',
  'resource.client-secret-missing':
    'Diese Art der Anmeldung braucht ein Geheimnis. Geben Sie es ebenfalls ein.',
  'resource.client-secret-unneeded':
    'Ohne Authentifizierung gibt es kein Geheimnis. Lassen Sie das Feld leer.',
  'resource.client-secret-unreadable':
    'Das ist kein Client-Geheimnis. Kopieren Sie es, wie es Ihnen gegeben wurde, ohne Zeilenumbrüche.',
  'resource.client-key-unreadable':
    'Das ist kein privater Schlüssel als JWK (P-256, RSA oder Ed25519). Kopieren Sie das ganze JSON, mit dem privaten Teil.',
  'resource.step-signing-in': 'Anmeldung bei {host}',
  'resource.step-reading': 'Die Werkzeuge werden gelesen',
  'resource.not-mcp':
    'Bei {host} gibt es einen Server, aber an dieser Adresse spricht er nicht MCP. Prüfen Sie den Pfad (oft /mcp).',
  'resource.not-oauth':
    '{host} verlangt eine Anmeldung, sagt aber nicht, welcher Autorisierungsserver sie vornimmt. Countersign kann nur OAuth.',
  'resource.needs-sign-in': 'Melden Sie sich an, um diese Verbindung zu nutzen.',
  'resource.sign-in-ended':
    'Die Anmeldung bei {host} ist vorbei. Melden Sie sich erneut an; sonst ging nichts verloren.',
  'resource.refused-after-sign-in':
    '{host} wollte nach der Anmeldung seine Werkzeuge nicht nennen. Melden Sie sich erneut an oder fragen Sie den Betreiber.',
  'resource.failed': 'Mit {host} ist etwas schiefgegangen. Versuchen Sie es erneut.',
} as const satisfies Record<keyof typeof resourceTexts, string>
