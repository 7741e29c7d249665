// German texts of the app room, but for waits and connections: what people read, by key.
import type { appTexts } from '../en/app.ts'

export const appGerman = {
  'app.name': 'Countersign',
  'app.broken':
    'Diese Seite ließ sich nicht zeichnen. Nichts ging verloren: Aufgaben, Wartevorgänge und Rückfragen gehen weiter. Schließen Sie das Fenster und öffnen Sie es wieder aus dem Infobereich.',
  'app.loading': 'Wird geladen …',
  'app.back': 'Zurück',
  'app.detail': 'Einzelheiten',

  'app.place.inbox': 'Eingang',
  'app.place.tasks': 'Aufgaben',
  'app.place.connections': 'Verbindungen',
  'app.place.activity': 'Verlauf',
  'app.place.settings': 'Einstellungen',
  'app.places': 'Orte',
  'app.agents': 'Agenten',
  'app.agent.waiting': 'wartet',
  'app.agent.paused': 'pausiert',
  'app.agent.working': 'arbeitet',
  'app.agent.idle': 'untätig',
  'app.rehearsal': 'Probe',
  'app.rehearsal.explain':
    'Der eingebaute Agent probt: Er folgt einer kleinen festen Grammatik, ohne Modell und ohne eigenes Netz.',

  'app.banner.memory':
    'Hier ist kein Schlüsselbund offen, deshalb bleiben Tokens und Schlüssel nur im Arbeitsspeicher. Solange die App läuft, geht nichts verloren; endet sie, melden Sie sich neu an, und Wartevorgänge enden. Entsperren oder installieren Sie einen Schlüsselbund und starten Sie neu.',
  'app.banner.notifications':
    'Hier läuft kein Benachrichtigungsdienst. Rückfragen erscheinen nur in diesem Fenster und im Infobereich.',
  'app.notices': 'Neues',
  'app.notice.dismiss': 'Verwerfen',
  'app.notice.show': 'Aufgabe zeigen',

  'app.inbox.title': 'Wartet auf Sie',
  'app.inbox.now': 'Jetzt',
  'app.inbox.others': 'Wartet auf andere',
  'app.inbox.ended': 'Kürzlich beendet',
  'app.inbox.empty': 'Nichts wartet auf Sie.',
  'app.inbox.empty.action': 'Dem Agenten eine Aufgabe geben',
  'app.inbox.nothing': 'Was ein Agent tun will und was auf andere wartet, erscheint hier.',
  'app.inbox.choose': 'Wählen Sie links etwas aus, um es hier zu sehen.',
  'app.inbox.opening': 'Die Freigabeansicht wird geöffnet …',
  'app.inbox.step_up': 'Zusätzlicher Nachweis',
  'app.inbox.proof': 'Nachweis, dass Sie es sind',
  'app.inbox.widening': 'Erlaubt mehr',

  'app.tasks.title': 'Aufgaben',
  'app.tasks.new': 'Neue Aufgabe',
  'app.tasks.ask': 'Was soll der Agent tun?',
  'app.tasks.start': 'Starten',
  'app.tasks.examples': 'Beispiele',
  'app.tasks.example_1': 'Pay 1,200 EUR to Nordlicht for invoice 2031 and then list my accounts',
  'app.tasks.example_2': 'Prepare a transfer of 480 EUR to Papier & Co',
  'app.tasks.example_3': 'Share the board minutes with Weber',
  'app.tasks.empty': 'Noch keine Aufgaben.',
  'app.tasks.no_connection':
    'Der Agent kann nur nutzen, was verbunden ist. Verbinden Sie zuerst etwas.',
  'app.tasks.guard': 'Alles, was etwas ändert, wird angehalten und Ihnen zuerst gezeigt.',
  'app.task.state.running': 'In Arbeit',
  'app.task.state.waiting': 'Wartet',
  'app.task.state.paused': 'Pausiert',
  'app.task.state.done': 'Erledigt',
  'app.task.state.cancelled': 'Abgebrochen',
  'app.task.state.failed': 'Fehlgeschlagen',
  'app.task.started': 'Beginn {moment}',
  'app.task.steps': 'Schritte',
  'app.task.you': 'Sie',
  'app.task.cancel': 'Aufgabe abbrechen …',
  'app.task.cancel.confirm': 'Diese Aufgabe abbrechen?',
  'app.task.cancel.words':
    'Angehaltene und wartende Aufrufe enden, ohne gesendet zu werden. Was schon gesendet wurde, bleibt getan.',
  'app.task.cancel.do': 'Aufgabe abbrechen',
  'app.task.cancel.keep': 'Weitermachen',
  'app.call.at': 'bei {name}',
  'app.call.open': 'Antworten',
  'app.call.see_wait': 'Wartevorgang ansehen',
  'app.call.result': 'Ergebnis, in den Worten des Servers',
  'app.call.state.received': 'Erhalten',
  'app.call.state.asking': 'Angehalten: wartet auf Sie',
  'app.call.state.approved': 'Freigegeben',
  'app.call.state.sending': 'Wird gesendet',
  'app.call.state.challenged': 'Der Server verlangte mehr',
  'app.call.state.stepping_up': 'Wartet auf Ihren Nachweis',
  'app.call.state.deferred': 'Wartet auf jemand anderen',
  'app.call.state.ready': 'Wird gleich gesendet',
  'app.call.state.done': 'Erledigt',
  'app.call.state.denied': 'Abgelehnt',
  'app.call.state.expired': 'Abgelaufen',
  'app.call.state.cancelled': 'Abgebrochen',
  'app.call.state.failed': 'Fehlgeschlagen',
  'app.call.state.unknown': 'Gesendet, Antwort verloren',

  'app.activity.title': 'Verlauf',
  'app.activity.explain': 'Alles, was gefragt, entschieden und gesendet wurde, das Neueste zuerst.',
  'app.activity.empty': 'Noch ist nichts geschehen.',
  'app.activity.older': 'Ältere zeigen',
  'app.activity.loading': 'Wird geladen …',
  'app.activity.end': 'Hier beginnt es.',

  'app.settings.title': 'Einstellungen',
  'app.settings.appearance': 'Darstellung',
  'app.settings.appearance.system': 'Wie das System',
  'app.settings.appearance.light': 'Hell',
  'app.settings.appearance.dark': 'Dunkel',
  'app.settings.notifications': 'Benachrichtigungen',
  'app.settings.notifications.actions':
    'Der Desktop zeigt Benachrichtigungen mit Schaltflächen. Öffnen und Ablehnen gehen dort immer.',
  'app.settings.notifications.plain':
    'Der Desktop zeigt Benachrichtigungen ohne Schaltflächen. Sie öffnen die Freigabeansicht.',
  'app.settings.notifications.in_app':
    'Es läuft kein Benachrichtigungsdienst. Rückfragen erscheinen in diesem Fenster und im Infobereich.',
  'app.settings.approve.on':
    'Freigeben aus Benachrichtigungen ist eingeschaltet, für alles unter hohem Risiko. Hohes Risiko und Nachweise werden immer in der Freigabeansicht beantwortet.',
  'app.settings.approve.off':
    'Freigeben aus Benachrichtigungen ist ausgeschaltet. Jede Freigabe wird in der Freigabeansicht gegeben.',
  'app.settings.approve.ask': 'Freigeben aus Benachrichtigungen erlauben …',
  'app.settings.approve.stop': 'Nicht mehr aus Benachrichtigungen freigeben',
  'app.settings.secrets': 'Geheimnisse',
  'app.settings.secrets.kept':
    'Tokens und Schlüssel liegen versiegelt auf dem Datenträger; der Schlüssel dazu ist im Schlüsselbund des Systems. Sie überstehen einen Neustart.',
  'app.settings.secrets.memory':
    'Kein Schlüsselbund ist offen, deshalb bleiben Tokens und Schlüssel nur im Arbeitsspeicher und enden mit der App.',
  'app.settings.data': 'Datenordner',
  'app.settings.version': 'Version',

  'app.first.title': 'Agenten handeln. Sie zeichnen gegen.',
  'app.first.what':
    'Countersign lässt auf diesem Computer Agenten arbeiten und ruft für sie andere Server auf. Alles, was etwas ändert, wird angehalten und Ihnen gezeigt: wer fragt, was genau gesendet würde und wie riskant es ist. Agenten bekommen Ergebnisse, nie Ihre Tokens.',
  'app.first.connect': 'Etwas verbinden',
  'app.first.sandbox': 'Sandbox ausprobieren',
  'app.first.sandbox.words':
    'Eine kleine Bank auf diesem Computer, mit erfundenem Geld. Zahlen Sie, weisen Sie nach, dass Sie es sind, warten Sie auf eine zweite Freigabe: Nichts verlässt diesen Rechner.',
  'app.first.sandbox.off':
    'Die Sandbox läuft nicht. Starten Sie sie mit {command} und starten Sie Countersign dann neu.',
} as const satisfies Record<keyof typeof appTexts, string>
