// German texts of the gateway's protocol: what other agents are told, and so in the end the people who run them.
import type { gatewayCallTexts } from '../en/gateway-calls.ts'

export const gatewayCallGerman = {
  'gateway_calls.instructions':
    'Countersign steht zwischen Ihnen und diesen Werkzeugen: Ein Mensch gibt Aufrufe frei, bevor sie laufen. Ein Aufruf kann deshalb angehalten werden, für Minuten oder Stunden. Lautet die Antwort „held“, dann ist der Aufruf aufgehoben: Wiederholen Sie ihn nicht, arbeiten Sie an anderem weiter und rufen Sie später wait_for_call mit seiner Kennung auf.',
  'gateway_calls.wait_title': 'Auf einen angehaltenen Aufruf warten',
  'gateway_calls.wait_description':
    'Wartet auf einen Aufruf, dessen Antwort „held“ war, und gibt sein Ergebnis, sobald er gelaufen ist. Wartet bis zu 20 Sekunden; ist er dann noch angehalten, wird das gesagt, und man kann erneut warten. Fragt niemanden und ändert nichts.',
  'gateway_calls.wait_argument': 'Die Kennung aus der Antwort „held“.',
  'gateway_calls.held':
    'Dieser Aufruf ist für den Menschen angehalten. Er ist nicht verloren, und er ist nicht gelaufen. Wiederholen Sie ihn nicht. {who} Arbeiten Sie an anderem weiter; das Werkzeug wait_for_call, mit {handle} als „call“, wartet auf ihn und gibt sein Ergebnis. Er endet von selbst um {until}.',
  'gateway_calls.on_way':
    'Dieser Aufruf ist unterwegs, und sein Server hat noch nicht geantwortet. Wiederholen Sie ihn nicht: Er würde zweimal laufen. Das Werkzeug wait_for_call, mit {handle} als „call“, wartet auf sein Ergebnis.',
  'gateway_calls.waits_person': 'Es wird auf die Entscheidung in Countersign gewartet.',
  'gateway_calls.waits_proof':
    'Der Server verlangt mehr; es wird auf einen zusätzlichen Nachweis gewartet.',
  'gateway_calls.waits_server': 'Freigegeben; es wird auf {host} gewartet.',
  'gateway_calls.waits_allowance': 'Freigegeben; es wird auf den Server gewartet.',
  'gateway_calls.waits_answer': 'Gesendet; es wird auf die Antwort des Servers gewartet.',
  'gateway_calls.denied': 'Dieser Aufruf wurde abgelehnt und lief deshalb nicht. {words}',
  'gateway_calls.expired':
    'Über diesen Aufruf hat rechtzeitig niemand entschieden, deshalb lief er nicht. {words}',
  'gateway_calls.cancelled': 'Dieser Aufruf wurde abgebrochen. {words}',
  'gateway_calls.failed': 'Dieser Aufruf ist nicht gelungen. {words}',
  'gateway_calls.unknown':
    'Niemand weiß, ob dieser Aufruf lief: Die Antwort ging verloren. Wiederholen Sie ihn nicht. Finden Sie es zuerst heraus, mit einem Aufruf, der nur liest. {words}',
  'gateway_calls.no_such_call':
    'Kein Aufruf von Ihnen hat diese Kennung. Nehmen Sie die aus der Antwort „held“, Zeichen für Zeichen.',
  'gateway_calls.no_such_tool':
    'Ein Werkzeug namens {name} wurde Ihnen nicht gegeben. Lesen Sie die Liste der Werkzeuge neu: Was Sie verwenden dürfen, kann sich ändern.',
  'gateway_calls.agent_left': 'Der Agent wartete nicht länger und nahm den Aufruf zurück.',
  'gateway_calls.agent_cancelled': 'Der Agent nahm den Aufruf zurück.',
  'gateway_calls.broken':
    'Countersign konnte diesen Aufruf nicht annehmen. Es wurde nichts gesendet. Versuchen Sie es noch einmal; bleibt es so, sehen Sie in Countersign nach.',
  'gateway_calls.not_running':
    'Countersign läuft nicht, deshalb wurde nichts gefragt und nichts gesendet. Starten Sie die App Countersign und versuchen Sie es noch einmal.',
  'gateway_calls.no_secret':
    'COUNTERSIGN_SECRET ist nicht gesetzt. Erzeugen Sie in Countersign (Agenten) ein Geheimnis für diesen Agenten und setzen Sie es in der Umgebung dieses Befehls.',
  'gateway_calls.secret_refused':
    'Countersign kennt dieses Geheimnis nicht. Erzeugen Sie in Countersign (Agenten) ein neues für diesen Agenten und setzen Sie es als COUNTERSIGN_SECRET.',
  'gateway_calls.lost_connection':
    'Die Verbindung zu Countersign ist abgerissen. War der Aufruf angehalten, dann ist er es noch: Machen Sie denselben Aufruf noch einmal, und er geht dort weiter, wo er war.',
  'gateway_calls.line_too_long':
    'Diese Nachricht ist länger als 4 MB und wurde deshalb nicht weitergegeben.',
} as const satisfies Record<keyof typeof gatewayCallTexts, string>
