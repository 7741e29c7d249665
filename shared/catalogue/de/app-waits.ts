// German texts of the app room about waits: what people read, by key.
import type { appWaitTexts } from '../en/app-waits.ts'

export const appWaitGerman = {
  'app.wait.task': 'Aufgabe „{task}“',
  'app.wait.going_on': 'arbeitet an anderem weiter',
  'app.wait.tag.waiting': 'Wartet auf eine Entscheidung',
  'app.wait.tag.waiting_interaction': 'Wartet, dort ist etwas zu tun',
  'app.wait.tag.suspended': 'Unterbrochen',
  'app.wait.tag.cancelling': 'Wird beendet',
  'app.wait.tag.you': 'Wartet auf Sie, auf einem anderen Gerät',
  'app.wait.tag.succeeded': 'Entschieden: ja',
  'app.wait.tag.denied': 'Entschieden: nein',
  'app.wait.tag.expired': 'Abgelaufen',
  'app.wait.tag.invalid': 'Beendet: nicht verstanden',
  'app.wait.tag.cancelled': 'Nicht mehr gewartet',
  'app.wait.tag.binding_lost': 'Beendet: Schlüssel verloren',
  'app.wait.tag.lost_result': 'Beendet: Antwort verloren',
  'app.wait.tag.abandoned': 'Nicht mehr gewartet',
  'app.wait.not_decided': '{host} hat noch nicht entschieden.',
  'app.wait.safe': 'Sie können dies schließen; es wird weiter gewartet, auch nach einem Neustart.',
  'app.wait.unsafe':
    'Sie können diesen Bereich schließen, aber nicht die App: Kein Schlüsselbund ist offen, deshalb endet der Wartevorgang mit der App.',
  'app.wait.you_device':
    'Es wird auf Sie gewartet: Öffnen Sie {host} auf irgendeinem Gerät und geben Sie dort den Code ein.',
  'app.wait.you_ciba':
    'Es wird auf Sie gewartet, auf Ihrem anderen Gerät: {host} hat Sie dort gefragt.',
  'app.wait.sign_in': 'eine Anmeldung bei {name}',
  'app.wait.less': 'Unterdessen dient ein Token für weniger; was es erlaubt, geht also weiter.',
  'app.wait.unbound':
    'Dieser Wartevorgang ist nicht an dieses Gerät gebunden: {host} bietet das nicht an. Wer eine Kopie seiner Kennung bekommt, könnte das Token abholen.',
  'app.wait.asked_for': 'Verlangt',
  'app.wait.code': 'Code zum Eingeben oder Vergleichen',
  'app.wait.code.words':
    'Geben Sie ihn selbst ein, nur bei {host}. Zeigt die Seite schon einen Code, muss es dieser sein. Lesen Sie ihn nie jemandem vor: Wer ihn eingibt, entscheidet, wer angemeldet ist.',
  'app.wait.code.copy': 'Code kopieren',
  'app.wait.code.copied': 'Kopiert',
  'app.wait.binding': 'Wörter auf beiden Geräten',
  'app.wait.binding.words':
    'Auf Ihrem anderen Gerät müssen dieselben Wörter stehen. Tun sie es nicht, lehnen Sie dort ab: Es ist eine andere Anfrage.',
  'app.wait.ended': 'Ende {moment}',
  'app.wait.ended.checked_once': 'einmal nachgefragt in {span}',
  'app.wait.ended.checked': '{count}-mal nachgefragt in {span}',
  'app.wait.ended.task': 'Aufgabe ansehen',
  'app.wait.ended.connection': 'Verbindung ansehen',
  'app.wait.says': '{host} sagt',
  'app.wait.next': 'Nächste Nachfrage in {span}',
  'app.wait.checking': 'Es wird gerade nachgefragt',
  'app.wait.paused': 'Nachgefragt wird wieder, wenn der Rechner wach und online ist.',
  'app.wait.asked': 'zwischen Nachfragen sind {span} zu warten · bis {moment} · noch {left}',
  'app.wait.page': 'Die Seite, auf der entschieden wird',
  'app.wait.page.address': 'Die ganze Adresse',
  'app.wait.page.inside':
    'Noch wurde nichts von ihr geladen. Sie öffnet sich hier in einem eigenen Fenster, unter einer Leiste, die sagt, wessen Seite es ist, weil Sie diesen Autorisierungsserver als eigenen vermerkt haben.',
  'app.wait.page.outside':
    'Noch wurde nichts von ihr geladen. Sie öffnet sich im Browser Ihres Systems.',
  'app.wait.page.punycode':
    'Der Name dieses Hosts ist mit Buchstaben geschrieben, die andere nachahmen können. Er liest sich wie „{reads}“; sein wirklicher Name ist {host}.',
  'app.wait.open': 'Bei {host} öffnen …',
  'app.wait.open.elsewhere': '{host} öffnen?',
  'app.wait.open.elsewhere.words':
    'Diese Adresse gehört nicht zu {server}, von wo sie kommt. Gehen Sie nur dorthin, wenn Sie das erwartet haben.',
  'app.wait.open.elsewhere.do': 'Trotzdem öffnen',
  'app.wait.open.elsewhere.keep': 'Nicht öffnen',
  'app.wait.check': 'Jetzt nachfragen',
  'app.wait.check_early':
    'Der Server will nicht früher gefragt werden; dies fragt zum nächsten erlaubten Zeitpunkt.',
  'app.wait.stop': 'Nicht mehr warten …',
  'app.wait.stop.confirm': 'Nicht mehr auf {host} warten?',
  'app.wait.stop.told_sign_in':
    '{host} wird gesagt, die Anfrage zu vergessen, und nichts wird gewährt. Ist dort gerade entschieden worden, wird verworfen, was zurückkommt.',
  'app.wait.stop.not_told_sign_in':
    '{host} lässt sich nichts sagen. Es wird nicht mehr nachgefragt, und was hier liegt, wird verworfen, also wird hier nichts gewährt; dort entscheidet vielleicht noch jemand, ohne Wirkung.',
  'app.wait.stop.told':
    '{host} wird gesagt, die Anfrage zu vergessen, und der Aufruf endet, ohne gesendet zu werden. Ist dort gerade entschieden worden, wird verworfen, was zurückkommt.',
  'app.wait.stop.not_told':
    '{host} lässt sich nichts sagen. Es wird nicht mehr nachgefragt, und was hier liegt, wird verworfen, also endet der Aufruf, ohne gesendet zu werden; dort entscheidet vielleicht noch jemand, ohne Wirkung hier.',
  'app.wait.stop.do': 'Nicht mehr warten',
  'app.wait.stop.keep': 'Weiter warten',
  'app.wait.timeline': 'Was bisher geschah',
  'app.wait.now': 'jetzt',
  'app.wait.next_short': 'nächste Nachfrage {span}',
} as const satisfies Record<keyof typeof appWaitTexts, string>
