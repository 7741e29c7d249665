// German texts of the approval room: what people read, by key.
import type { approvalTexts } from '../en/approval.ts'

export const approvalGerman = {
  'approval.broken':
    'Diese Rückfrage ließ sich nicht zeichnen. Nichts wurde freigegeben oder gesendet; sie ist noch offen. Schließen Sie sie und öffnen Sie sie erneut aus dem Eingang oder dem Infobereich.',
  'approval.loading': 'Was wartet, wird geladen …',
  'approval.empty': 'Hier wartet nichts auf Sie.',
  'approval.close': 'Schließen',
  'approval.not_now': 'Nicht jetzt',

  'approval.who.agent': 'eingebauter Agent',
  'approval.who.task': 'Aufgabe „{task}“',
  'approval.who.proof': 'verlangt einen Nachweis',
  'approval.who.question': 'stellt eine Frage',
  'approval.who.you': 'Countersign',
  'approval.who.you_asked': 'von Ihnen verlangt',
  'approval.until': 'zu beantworten bis {moment}',
  'approval.left': 'noch {span}',
  'approval.expired.tag': 'Abgelaufen',
  'approval.expired':
    'Dies wurde nicht rechtzeitig beantwortet. Nichts wurde gesendet, und der Agent weiß es. Ist es noch gewünscht, fragen Sie den Agenten erneut.',

  'approval.risk.reads_only_trusted':
    'Geringes Risiko: sagt, dass es nur liest, und Sie vertrauen diesem Server beim Lesen',
  'approval.risk.reads_only_untrusted': 'Sagt, dass es nur liest; niemand hat das geprüft',
  'approval.risk.changes_something': 'Ändert vielleicht etwas beim Server',
  'approval.risk.unknown_tool': 'Ändert vielleicht etwas: Das Werkzeug sagt nicht, ob es nur liest',
  'approval.risk.moves_money': 'Hohes Risiko: bewegt Geld',
  'approval.risk.changes_permissions': 'Hohes Risiko: ändert, wer was sehen oder tun darf',
  'approval.risk.deletes': 'Hohes Risiko: löscht oder überschreibt vielleicht etwas',
  'approval.risk.rule_says_so': 'Hohes Risiko: Eine Ihrer Regeln sagt es',
  'approval.risk.publishes': 'Hohes Risiko: zeigt anderen etwas',
  'approval.where.at': 'bei',
  'approval.where.scope': 'Scope {scope}',
  'approval.where.once': 'nur für diesen Aufruf',

  'approval.exact': 'Genau dies wird gesendet',
  'approval.exact.one_value': '1 Wert · {bytes} · {digest}',
  'approval.exact.values': '{count} Werte · {bytes} · {digest}',
  'approval.exact.none': 'Dieses Werkzeug nimmt keine Werte.',
  'approval.exact.empty_value': '(leer)',
  'approval.exact.wire': 'Wie es über die Leitung geht',
  'approval.why': 'Warum, in den Worten des Agenten',
  'approval.why.unchecked': 'ungeprüft',
  'approval.before': 'Zuvor',

  'approval.approve': 'Einmal freigeben',
  'approval.deny': 'Ablehnen',
  'approval.deny_with_reason': 'Mit Grund ablehnen …',
  'approval.reason.label': 'Grund, den der Agent liest',
  'approval.reason.send': 'Mit diesem Grund ablehnen',
  'approval.reason.back': 'Zurück',
  'approval.unread': 'Lesen Sie bis zum Ende, um fortzufahren.',
  'approval.read_on': 'Nächste Seite',
  'approval.sending': 'Ihre Antwort wird gesendet …',
  'approval.content': 'Worüber Sie entscheiden',

  'approval.step_up': 'Zusätzlicher Nachweis',
  'approval.proof': 'Nachweis, dass Sie es sind',
  'approval.question': 'Frage',
  'approval.passkey_new': 'Neuer Passkey',
  'approval.approved_ago': 'von Ihnen freigegeben vor {span}',
  'approval.says': '{host} sagt',
  'approval.choose': 'Wie möchten Sie nachweisen, dass Sie es sind?',
  'approval.choice.passkey': 'Passkey',
  'approval.choice.totp': 'Code',
  'approval.passkey.unavailable': 'Ein Passkey lässt sich hier nicht verwenden: {reason}',
  'approval.continue': 'Weiter',
  'approval.confirm': 'Bestätigen',
  'approval.cancel': 'Abbrechen',
  'approval.code.label': '{count}-stelliger Code aus Ihrer Authentifizierungs-App',
  'approval.code.tries': 'noch {count} Versuche',
  'approval.code.one_try': 'noch 1 Versuch',
  'approval.code.goes_to': 'Der Code geht nur an {host}. Kein Agent sieht ihn.',
  'approval.choice.goes_to': 'Ihre Wahl geht nur an {host}.',
  'approval.passkey.explain':
    'Ihr Gerät fragt nach Finger, Gesicht oder PIN. Der Passkey verlässt es nie; nur der Nachweis geht an {host}. Kein Agent sieht ihn.',
  'approval.passkey.use': 'Passkey verwenden',
  'approval.passkey.register_explain':
    'Damit entsteht auf diesem Gerät ein Passkey für {host}. Von da an weisen Sie dort Zahlungen und Änderungen mit Finger, Gesicht oder PIN nach statt mit einem Code. Entfernen können Sie ihn bei {host}.',
  'approval.passkey.register': 'Passkey anlegen',
  'approval.form.goes_to': 'Ihre Antworten gehen nur an {host}. Kein Agent sieht sie.',
  'approval.form.required': 'nötig',
  'approval.form.suggested': 'Der Server schlägt vor:',
  'approval.form.use_suggestion': 'Übernehmen',
  'approval.form.choose': 'Auswählen …',

  'approval.resume.tag': 'Beendet die Pause',
  'approval.resume.allows_1':
    'Angehaltene Aufrufe werden gesendet, sobald Sie oder eine Regel sie erlauben.',
  'approval.resume.allows_2':
    'Was Ihre Regeln und Ihr Vertrauen erlauben, läuft wieder ohne Rückfrage.',
  'approval.resume.stays_1': 'Nach allem anderen wird weiter gefragt.',
  'approval.resume.warn':
    'Was vor der Pause freigegeben wurde, wird jetzt gesendet, wenn es nicht beendet ist.',
  'approval.resume.back':
    'Halten Sie alle Agenten wieder an, aus dem Infobereich oder im Fenster der App.',
  'approval.rule.tag': 'Läuft ohne Rückfrage',
  'approval.rule.allows_1': 'Aufrufe wie dieser laufen ohne Rückfrage, bis die Regel endet.',
  'approval.rule.stays_1':
    'Nach Aufrufen mit hohem Risiko und außerhalb dieser Grenzen wird weiter gefragt.',
  'approval.rule.warn': 'Niemand sieht diese Aufrufe, bevor sie laufen.',
  'approval.rule.back': 'Unterbrechen oder widerrufen Sie sie unter Regeln; es wirkt sofort.',
  'approval.widening.allow': 'Erlauben',
  'approval.widening.deny': 'Nicht erlauben',
  'approval.widening.allows': 'Wenn Sie es erlauben',
  'approval.widening.stays': 'Was bleibt, wie es ist',
  'approval.widening.back': 'So nehmen Sie es zurück',
  'approval.first_party.tag': 'Vermerk als eigener Server',
  'approval.first_party.allows_1':
    'Der Autorisierungsserver {issuer} darf Sie gleich hier nach Codes und Passkeys fragen, ohne den Browser.',
  'approval.first_party.allows_2':
    'Countersign legt auf diesem Gerät Passkeys für ihn an und verwendet sie.',
  'approval.first_party.allows_4':
    'Eigene Seiten, die er zu einem Warten nennt, öffnen sich in einem Fenster dieser App, unter einer Leiste, die sagt, wessen Seiten es sind. Die Anmeldung bleibt in Ihrem Browser.',
  'approval.first_party.stays_1':
    'Nach jedem Code und jedem Passkey werden Sie weiter jedes Mal in dieser Ansicht gefragt.',
  'approval.first_party.stays_2':
    'Kein Aufruf läuft, der nicht vorher auch gelaufen wäre; Agenten sehen nie Codes, Passkeys oder Tokens.',
  'approval.first_party.warn':
    'Erlauben Sie es nur, wenn Sie diesen Server kennen und ihn absichtlich aufgesucht haben. Ein Server, der Ihren nachahmt, könnte nach Ihren Codes fragen.',
  'approval.first_party.back':
    'Verbindungen, diese Verbindung, „Nicht mehr als eigenen Server behandeln“. Es wirkt sofort.',
  'approval.reading.tag': 'Vertrauen beim Lesen',
  'approval.reading.allows_1':
    'Werkzeuge dieser Verbindung, die sagen, dass sie nur lesen, laufen ohne Rückfrage.',
  'approval.reading.allows_2': 'Agenten sehen, was diese Werkzeuge antworten.',
  'approval.reading.stays_1':
    'Nach allem, was etwas ändert, und nach jedem Werkzeug, das nicht sagt, was es tut, wird weiter gefragt.',
  'approval.reading.warn':
    'Dass ein Werkzeug nur liest, behauptet der Server selbst; niemand hat es geprüft.',
  'approval.reading.back':
    'Verbindungen, diese Verbindung, „Nicht mehr beim Lesen vertrauen“. Es wirkt sofort.',
  'approval.notify.tag': 'Freigeben aus Benachrichtigungen',
  'approval.notify.allows_1':
    'Benachrichtigungen tragen eine Schaltfläche „Freigeben“ für jeden Aufruf unter hohem Risiko, auch wo er vielleicht etwas ändert.',
  'approval.notify.stays_1':
    'Hohes Risiko, zusätzliche Nachweise und Fragen werden weiter nur in dieser Ansicht beantwortet.',
  'approval.notify.warn':
    'Eine Benachrichtigung zeigt weniger als diese Ansicht. Wer auf Ihrem entsperrten Bildschirm darauf drücken kann, kann freigeben.',
  'approval.notify.back':
    'Einstellungen, Benachrichtigungen, „Nicht mehr aus Benachrichtigungen freigeben“. Es wirkt sofort.',
} as const satisfies Record<keyof typeof approvalTexts, string>
