// German texts of the step-up room: what people read, by key.
import type { stepUpTexts } from '../en/step-up.ts'

export const stepUpGerman = {
  'step-up.answer-missing': '„{field}“ ist noch leer. Nichts wurde gesendet.',
  'step-up.answer-does-not-fit':
    '„{field}“ hat nicht die Form, die der Server verlangt. Nichts wurde gesendet.',
  'step-up.code-was-wrong':
    'Dieser Code wurde nicht angenommen. Versuchen Sie es mit dem Code, der jetzt angezeigt wird.',
  'step-up.code-used-up':
    'Drei Codes wurden nicht angenommen. Wählen Sie erneut, wie Sie nachweisen, dass Sie es sind.',
  'step-up.user-code': 'Ihr Benutzercode',
  'step-up.user-code-why':
    '{host} will den Benutzercode, den Sie dort vereinbart haben, bevor Sie auf Ihrem anderen Gerät gefragt werden.',
  'step-up.user-code-was-wrong':
    'Dieser Benutzercode wurde nicht angenommen. Noch wurde niemand gefragt.',
  'step-up.detail-agree': 'Genau dies von {host} verlangen, nur für diesen Aufruf',
  'step-up.details-too-long':
    'Der Server will für diesen Aufruf mehr Berechtigungen, als sich Ihnen zeigen lassen, deshalb wurden sie nicht verlangt. Der Aufruf wurde nicht gesendet.',
  'step-up.remedy-unreadable':
    'Der Server sagt, dass eine Berechtigung fehlt, aber nicht in lesbarer Form. Der Aufruf wurde nicht gesendet.',
  'step-up.no-way':
    '{host} bietet keinen Weg zu fragen an, der hier eingeschaltet ist. Sehen Sie in den Anmeldeeinstellungen der Verbindung nach und versuchen Sie es dann erneut.',
  'step-up.denied-before':
    '{host} hat genau dies schon einmal abgelehnt, deshalb wurde nicht noch einmal gefragt. Soll doch gefragt werden, stellen Sie die Aufgabe selbst noch einmal.',
  'step-up.not-granted':
    'Der Autorisierungsserver hat diesen Aufruf mit diesen Werten nicht gewährt.',
  'step-up.progress-lesser':
    '{host} entscheidet später. Es wird gefragt, was sich unterdessen nutzen lässt',
  'step-up.passkey-not-done':
    'Der Passkey wurde nicht verwendet. Sie können es noch einmal versuchen oder ablehnen.',
  'step-up.passkey-here-not-possible': 'Ein Passkey lässt sich hier nicht verwenden: {reason}',
  'step-up.declined': 'Sie wollten den Nachweis nicht geben. Dafür wurde nichts gesendet.',
  'step-up.locked':
    'Zu viele Codes wurden bei {host} nicht angenommen. Countersign fragt dort ab {time} wieder. Ihre Verbindung bleibt.',
  'step-up.too-many-rounds':
    '{host} verlangte immer mehr und kam zu keinem Ende. Countersign hat aufgehört; der Aufruf wurde nicht gesendet.',
  'step-up.took-too-long':
    'Der Nachweis wurde nicht rechtzeitig fertig. Der Aufruf wurde nicht gesendet; Sie können ihn erneut verlangen.',
  'step-up.refused':
    '{host} hat dies nicht gewährt. Der Aufruf wurde nicht gesendet. Es hieß: „{words}“',
  'step-up.refused-silently':
    '{host} hat dies nicht gewährt und nicht gesagt, warum. Der Aufruf wurde nicht gesendet.',
  'step-up.bad-answer':
    '{host} gab eine Antwort, die gegen die Regeln verstößt, deshalb wurde sie nicht verwendet. Der Aufruf wurde nicht gesendet.',
  'step-up.not-bound':
    '{host} gab ein Zugriffstoken, das nicht an diesen Computer gebunden ist, deshalb wurde es nicht verwendet. Der Aufruf wurde nicht gesendet.',
  'step-up.wider-scope':
    '{host} hat mehr gewährt, als verlangt war, deshalb wurde es nicht verwendet. Der Aufruf wurde nicht gesendet.',
  'step-up.other-person':
    'Bei {host} hat sich jemand anderes angemeldet als die Person, der diese Verbindung gehört, deshalb wurde es nicht verwendet. Der Aufruf wurde nicht gesendet. Um das Konto zu wechseln, entfernen Sie die Verbindung und fügen Sie sie neu hinzu.',
  'step-up.narrower-scope':
    '{host} hat weniger gewährt, als dieser Aufruf braucht. Der Aufruf wurde nicht gesendet.',
  'step-up.no-answer':
    'Von {host} kam keine lesbare Antwort. Der Aufruf wurde nicht gesendet; versuchen Sie es erneut, wenn der Server wieder da ist.',
  'step-up.passkey-refused':
    'Die Passkey-Anfrage von {host} gehörte nicht zu ihm, deshalb wurde kein Passkey verwendet. Der Aufruf wurde nicht gesendet.',
  'step-up.weaker-than-asked':
    'Die Anmeldung bei {host} war schwächer oder älter, als der Server verlangt, deshalb wurde der Aufruf nicht gesendet.',
  'step-up.forbidden':
    'Der Server hat diesen Aufruf abgelehnt und nichts genannt, was daran etwas ändern würde.',
  'step-up.unknown-refusal':
    'Der Server hat diesen Aufruf auf eine Weise abgelehnt, die Countersign nicht kennt. Es hieß: „{error}“',
  'step-up.too-many-proofs':
    'Der Server lehnte diesen Aufruf immer wieder ab, obwohl gegeben war, was er verlangte. Countersign fragt nicht weiter.',
  'step-up.no-authorization-server':
    'Dieser Server nennt keinen Autorisierungsserver; es gibt also keinen Weg, ihm nachzuweisen, wer Sie sind.',
  'step-up.not-registered':
    'Countersign ist bei {host} noch nicht registriert. Melden Sie sich zuerst bei dieser Verbindung an.',
  'step-up.key-gone':
    'Der Schlüssel, an den diese Verbindung gebunden war, ist weg. Melden Sie sich erneut an; sonst ging nichts verloren.',
  'step-up.no-standing-grant':
    'Für diese Verbindung gibt es keine gültige Anmeldung. Melden Sie sich an und versuchen Sie es erneut.',
  'step-up.cannot-ask-here':
    '{host} verlangte etwas, das nicht dazugehört. Nichts wurde gegeben, und der Aufruf wurde nicht gesendet.',
  'step-up.registration-not-offered':
    '{host} bietet nicht an, aus dieser App einen Passkey zu registrieren.',
  'step-up.first-party-only':
    'Um hier einen Passkey zu registrieren, müssen Sie {host} als eigenen Server vermerken.',
  'step-up.authorization-denied': '{host} hat die Anfrage abgelehnt. Es hieß: „{words}“',
  'step-up.authorization-denied-silently': '{host} hat die Anfrage abgelehnt.',
  'step-up.abandoned': 'Die Aufgabe wurde abgebrochen, deshalb wurde dies nicht abgeschlossen.',
  'step-up.progress-refreshing': 'Die Anmeldung bei {host} wird erneuert',
  'step-up.progress-asking': 'Sie werden nach einem Nachweis für {host} gefragt',
  'step-up.progress-browser': 'Es wird auf Ihre Anmeldung bei {host} im Browser gewartet',
} as const satisfies Record<keyof typeof stepUpTexts, string>
