// German texts of the agent room: what people read, by key. The words used throughout are listed in CONTRIBUTING.md.
import type { agentTexts } from '../en/agent.ts'

export const agentGerman = {
  'agent.connection_gone':
    'Die Verbindung wurde entfernt, deshalb fand der Aufruf nicht statt. Nichts wurde gesendet.',
  'agent.unknown_tool':
    'Der Server hat kein Werkzeug dieses Namens, deshalb fand der Aufruf nicht statt. Aktualisieren Sie die Verbindung und sehen Sie sich ihre Werkzeuge an.',
  'agent.task_gone': 'Diese Aufgabe gibt es nicht mehr.',
  'agent.agent_gone': 'Diesen Agenten gibt es nicht. Nichts wurde begonnen.',
  'agent.end_done': 'Es wurde ausgeführt.',
  'agent.end_done_error': 'Es wurde ausgeführt, und das Werkzeug meldete ein Problem.',
  'agent.end_denied': 'Sie haben es abgelehnt. Nichts wurde gesendet.',
  'agent.end_denied_reason': 'Sie haben es abgelehnt: „{reason}“ Nichts wurde gesendet.',
  'agent.end_denied_policy': 'Die Vorgaben verbieten es. Es wurde nicht ausgeführt.',
  'agent.end_expired_question': 'Niemand hat rechtzeitig geantwortet. Nichts wurde gesendet.',
  'agent.end_expired_unsent':
    'Die Freigabe lief ab, bevor sie genutzt werden konnte. Es wurde nicht ausgeführt.',
  'agent.end_cancelled': 'Es wurde abgebrochen und nicht ausgeführt.',
  'agent.end_not_sent': 'Es wurde nicht gesendet: {reason} Beim Server ist nichts geschehen.',
  'agent.end_unknown':
    'Die Antwort ging verloren, deshalb weiß hier niemand, ob es ausgeführt wurde. Es wird nicht von selbst noch einmal gesendet: Sehen Sie zuerst beim Server nach. {reason}',
  'agent.end_unknown_restart':
    'Die App endete, während der Aufruf unterwegs war, deshalb weiß hier niemand, ob er ausgeführt wurde. Er wird nicht von selbst noch einmal gesendet: Sehen Sie zuerst beim Server nach.',
  'agent.end_failed': 'Der Server lehnte es ab oder konnte es nicht: {reason}',
  'agent.end_loop_guard':
    'Der Server verlangte noch einmal mehr, nachdem alles Verlangte gegeben war. Es wurde nicht ausgeführt.',
  'agent.end_step_up_failed':
    'Was der Server verlangte, war nicht zu bekommen. Es wurde nicht ausgeführt.',
  'agent.end_deferral_denied': 'Die Anfrage wurde abgelehnt. Es wurde nicht ausgeführt.',
  'agent.end_deferral_expired': 'Die Anfrage lief ohne Antwort ab. Es wurde nicht ausgeführt.',
  'agent.end_deferral_cancelled': 'Der Wartevorgang wurde abgebrochen. Es wurde nicht ausgeführt.',
  'agent.end_deferral_invalid':
    'Die Anfrage endete beim Autorisierungsserver ohne brauchbare Antwort. Es wurde nicht ausgeführt.',
  'agent.end_binding_lost':
    'Der Schlüssel, an den dieser Wartevorgang gebunden war, ist weg; das Token lässt sich nicht mehr abholen. Es wurde nicht ausgeführt.',
  'agent.end_lost_result':
    'Die Antwort des Autorisierungsservers ging verloren und lässt sich nicht noch einmal abholen. Es wurde nicht ausgeführt. Fragen Sie erneut, um von vorn zu beginnen.',
  'agent.refused_connection_gone':
    'Die Verbindung ist weg oder hat sich geändert. Es wurde nicht ausgeführt.',
  'agent.refused_tool_gone':
    'Der Server bietet dieses Werkzeug nicht mehr an. Es wurde nicht ausgeführt.',
  'agent.refused_tool_changed':
    'Der Server hat nach der Freigabe geändert, was dieses Werkzeug tut. Es wurde nicht ausgeführt. Fragen Sie erneut, um das neue zu sehen.',
  'agent.refused_changed':
    'Was gesendet würde, ist nicht mehr das Freigegebene. Es wurde nicht ausgeführt. Fragen Sie erneut, um es neu zu sehen.',
  'agent.refused_spent':
    'Die Freigabe war schon verbraucht. Es wurde nicht noch einmal ausgeführt.',
  'agent.result_cut': '[Das Ergebnis war länger; {left} weitere Zeichen wurden hier weggelassen.]',
  'agent.rehearsal_one': 'Eine Sache wird getan. Wird sie angehalten, wartet sie auf Sie.',
  'agent.rehearsal_many':
    '{calls} Dinge werden getan. Jedes geht seinen eigenen Weg: Eines, das angehalten wird, hält die anderen nicht auf.',
  'agent.rehearsal_unknown': 'Ich weiß nicht, was ich mit „{clause}“ tun soll.',
  'agent.rehearsal_missing': 'Für {tool} brauche ich noch: {names}. Zum Beispiel: {example}',
  'agent.rehearsal_no_tools':
    'Noch ist nichts verbunden. Fügen Sie zuerst eine Verbindung hinzu und fragen Sie dann erneut.',
  'agent.rehearsal_help':
    'Ich bin das Probemodell: Ich verstehe einfache englische Sätze über die verbundenen Werkzeuge, verknüpft durch „and then“. Werte lassen sich als Name: Wert angeben. Zum Beispiel:',
  'agent.rehearsal_result': '{title}: {outcome}',
  'agent.rehearsal_all_ran': 'Das ist alles: Alle {total} wurden ausgeführt.',
  'agent.rehearsal_some_ran':
    'Das ist alles: {ran} von {total} wurden ausgeführt. Nicht ausgeführt oder unbekannt: {others}.',
  'agent.task_cancelled':
    'Sie haben diese Aufgabe abgebrochen. Was angehalten war oder wartete, ist beendet; mehr wird nicht gesendet.',
  'agent.task_failed':
    'Der Agent blieb wegen eines eigenen Problems stehen. Was angehalten war, ist noch da. {reason}',
  'agent.line_received': 'Verlangt von {agent}',
  'agent.line_asked': 'Angehalten, wartet auf Sie',
  'agent.line_approved': 'Sie haben freigegeben',
  'agent.line_approved_policy':
    'Erlaubt: Es liest nur, an einer Verbindung, der Sie beim Lesen vertrauen',
  'agent.line_denied': 'Sie haben abgelehnt',
  'agent.line_sent': 'Gesendet an {connection}',
  'agent.line_sent_again': 'Noch einmal gesendet an {connection}, Byte für Byte gleich',
  'agent.line_challenged': '{connection} verlangte mehr',
  'agent.line_challenged_proof': 'Es will einen stärkeren Nachweis, dass Sie es sind.',
  'agent.line_challenged_scope': 'Es will eine Berechtigung, die noch nicht gewährt war.',
  'agent.line_challenged_token': 'Es will ein frisches Zugriffstoken.',
  'agent.line_deferred': '{host} hat noch nicht entschieden',
  'agent.line_stepped_up': 'Was verlangt war, wurde gegeben',
  'agent.line_told': 'Es wurde Ihnen gemeldet',
  'agent.line_ended': 'Beendet',
  'agent.line_checked_never': 'Noch nicht nachgefragt',
  'agent.line_checked_once': 'Einmal nachgefragt',
  'agent.line_checked': '{count}-mal nachgefragt',
  'agent.line_same_answer': 'Wartet noch auf {host}.',
  'agent.line_suspended': 'Unterbrochen; nachgefragt wird wieder, sobald die App ihn erreicht.',
  'agent.line_then': 'Danach',
  'agent.line_sign_in_asked': 'Anmeldung bei {host} verlangt',
  'agent.line_then_sign_in_words': 'Sie sind angemeldet, und die Werkzeuge werden gelesen.',
  'agent.wait_sign_in': 'Anmelden bei {name}',
  'agent.wait_renew': 'Anmeldung bei {name} erneuern',
  'agent.ended_call_goes_on': '{host} hat zugestimmt. Der Aufruf geht weiter.',
  'agent.ended_sign_in_succeeded': '{host} hat zugestimmt. Die Anmeldung ist da.',
  'agent.ended_sign_in_invalid':
    '{host} beendete die Anfrage ohne brauchbare Antwort. Nichts wurde gewährt. Melden Sie sich erneut an, wenn Sie es noch wollen.',
  'agent.line_then_words': 'Es wird einmal gesendet, genau wie Sie es gesehen haben.',
  'agent.surface_approval': 'in der Freigabeansicht',
  'agent.surface_notification': 'aus der Benachrichtigung',
  'agent.surface_app': 'im Fenster der App',
  'agent.surface_tray': 'aus dem Infobereich',
  'agent.row_connection_added': 'Verbindung hinzugefügt: {connection}',
  'agent.row_connection_removed': 'Verbindung entfernt',
  'agent.row_signed_in': 'Angemeldet bei {connection}',
  'agent.row_passkey_registered': 'Passkey registriert bei {connection}',
  'agent.row_widened': 'Mehr wurde ohne Rückfrage erlaubt',
  'agent.row_narrowed': 'Weniger darf ohne Rückfrage laufen',
  'agent.row_call_shown': 'Sie haben die Rückfrage gesehen',
  'agent.row_call_held': 'Eine Pause hat es angehalten',
  'agent.row_call_edited': 'Sie haben die Werte geändert',
  'agent.row_rule_made': 'Eine Regel wurde erstellt',
  'agent.row_rule_changed': 'Eine Regel wurde geändert',
  'agent.row_agents_paused': 'Alle Agenten wurden angehalten',
  'agent.row_agents_resumed': 'Alle Agenten arbeiten weiter',
  'agent.row_settings_changed': 'Einstellungen wurden geändert',
  'agent.row_receipt': 'Beleg signiert',
  'agent.row_receipt_key': 'Von hier an signiert ein neuer Schlüssel die Belege',
  'agent.row_log_cut': 'Beim Start war die Aufzeichnung gekürzt oder geändert',
  'agent.row_store_recovered': 'Die Datenbank war beschädigt und wurde beiseitegelegt',
} as const satisfies Record<keyof typeof agentTexts, string>
