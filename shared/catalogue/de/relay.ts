// German texts on questions that a server asks in the middle of a call: what people read, by key.
import type { relayTexts } from '../en/relay.ts'

export const relayGerman = {
  'relay.credential':
    '{host} verlangte mit einem Formular ein Passwort, einen Code oder ein anderes Geheimnis. Countersign reicht so ein Formular nie weiter: Nichts wurde gezeigt oder gegeben.',
  'relay.not-first-party':
    '{host} verlangte einen Code oder Passkey. Countersign nimmt so etwas nur über eine Verbindung an, die Sie als eigene vermerkt haben: Nichts wurde gegeben.',
  'relay.registration':
    '{host} wollte einen Passkey registrieren. Damit beginnen nur Sie selbst, unter Verbindungen: Nichts wurde angelegt.',
  'relay.unknown-form':
    '{host} fragte mit einem Formular, das sich nicht sicher zeigen lässt, deshalb wurde es abgelehnt. Nichts wurde gegeben.',
  'relay.bad-page':
    '{host} wollte eine Seite öffnen lassen, deren Adresse nicht sicher zu öffnen ist, deshalb wurde es abgelehnt. Nichts wurde geöffnet.',
  'relay.too-many':
    '{host} fragte immer weiter und kam zu keinem Ende. Countersign antwortet nicht mehr; was Sie vorher gaben, wurde gesendet.',
  'relay.codes-used-up':
    'Drei Codes wurden bei {host} nicht angenommen, deshalb wurde nach keinem weiteren gefragt. Fragen Sie den Agenten erneut, um von vorn zu beginnen.',
  'relay.locked':
    'Zu viele Codes wurden für {host} nicht angenommen. Countersign fragt dort ab {time} wieder. Ihre Verbindung bleibt.',
  'relay.not-in-time':
    'Die Frage von {host} wurde nicht rechtzeitig beantwortet. Nichts wurde gegeben.',
  'relay.not-opened':
    'Der Browser hat die Seite nicht geöffnet. Nichts wurde gesendet; versuchen Sie es erneut oder öffnen Sie zuerst Ihren Browser.',

  'approval.relay.asks': 'gefragt von {host}, mitten in diesem Aufruf',
  'approval.relay.decline': 'Ablehnen',
  'approval.relay.yes': 'Ja, weiter',
  'approval.relay.send': 'Senden',
  'approval.relay.code_goes_to':
    'Der Code geht an {host} und von dort an {issuer}. Kein Agent sieht ihn.',
  'approval.relay.passkey_explain':
    'Ihr Gerät fragt nach Finger, Gesicht oder PIN. Der Passkey verlässt es nie; nur der Nachweis geht an {host} und von dort an {issuer}. Kein Agent sieht ihn.',
  'approval.relay.form_goes_to':
    'Ihre Antworten gehen nur an {host}; dort können sie in das einfließen, was der Agent erfährt.',
  'approval.relay.call': 'Der Aufruf, um den es geht',
  'approval.form.taken': 'Vom Server vorgeschlagen',
  'approval.who.page': 'will, dass Sie eine Seite öffnen',
  'approval.page': 'Seite',
  'approval.page.explain':
    'Noch wurde nichts von dieser Seite geladen. Sie öffnet sich, wenn Sie drücken: im Browser, oder in der App, wo Sie ihren Autorisierungsserver als eigenen vermerkt haben. Öffnen Sie sie nur, wenn Sie diesen Host kennen:',
  'approval.page.address': 'Die ganze Adresse',
  'approval.page.punycode':
    'Der Name dieses Hosts ist mit Buchstaben geschrieben, die andere nachahmen können. Er liest sich wie „{reads}“; sein wirklicher Name ist {host}.',
  'approval.page.open': 'Seite öffnen',
  'approval.page.goes_to':
    '{host} erfährt nur, ob Sie einverstanden waren. Kein Agent sieht die Adresse, und was Sie dort tun, bleibt zwischen Ihnen und jener Seite.',
  'approval.page.opened':
    'Die Seite ist offen. Fahren Sie fort, wenn Sie dort fertig sind; nur {host} weiß, ob es erledigt ist, und fragt vielleicht noch einmal.',
  'approval.page.done': 'Ich bin dort fertig',
  'interaction.title_elicitation_url': '{connection} will, dass Sie eine Seite öffnen',
  'interaction.title_elicitation_url_opened': 'Auf der Seite von {connection} fertig werden',
  'app.connection.relay.off':
    'Wenn {server} eine Frage von {host} nach einem Code oder Passkey weiterreicht, wird sie abgelehnt: Sie haben diese Verbindung nicht vermerkt.',
  'app.connection.relay.ask': 'Auch diese vermerken …',
  'interaction.title_first_party_through':
    '{host} als eigenen Server behandeln, auch wo {server} seine Fragen weiterreicht',
  'approval.first_party.allows_3':
    'Der Server dieser Verbindung darf Ihnen solche Fragen weiterreichen; Ihre Antworten gehen durch ihn hindurch.',
  'relay.line_question': '{host} fragte mitten im Aufruf etwas',
  'relay.line_answered': 'Sie haben geantwortet.',
  'relay.line_declined': 'Es wurde abgelehnt.',
  'relay.line_cancelled': 'Es wurde weggelegt.',
  'relay.line_withdrawn': 'Es wurde zurückgenommen.',
} as const satisfies Record<keyof typeof relayTexts, string>
