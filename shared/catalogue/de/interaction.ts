// German texts of the interaction room: what people read, by key.
import type { interactionTexts } from '../en/interaction.ts'

export const interactionGerman = {
  'interaction.arguments_too_large':
    'Der Aufruf wurde abgelehnt: Seine Argumente sind größer als 1 MB. Nichts wurde gesendet. Verlangen Sie weniger auf einmal.',
  'interaction.arguments_bad':
    'Der Aufruf wurde abgelehnt: Seine Argumente sind kein einwandfreies JSON ({problem}). Nichts wurde gesendet.',
  'interaction.arguments_not_object':
    'Der Aufruf wurde abgelehnt: Seine Argumente sind kein JSON-Objekt. Nichts wurde gesendet.',
  'interaction.title_other': '{tool} bei {connection}',
  'interaction.title_prepare_to': 'Überweisung von {amount} an {recipient} vorbereiten',
  'interaction.title_prepare': 'Überweisung von {amount} vorbereiten',
  'interaction.title_pay_to': '{amount} an {recipient} zahlen',
  'interaction.title_pay': '{amount} zahlen',
  'interaction.title_transfer_to': '{amount} an {recipient} überweisen',
  'interaction.title_transfer': '{amount} überweisen',
  'interaction.title_share_with': '„{what}“ mit {person} teilen',
  'interaction.title_share': '„{what}“ teilen',
  'interaction.title_add_payee': '{name} als Empfänger hinzufügen',
  'interaction.title_elicitation': 'Bei {connection} bestätigen',
  'interaction.title_elicitation_call': 'Bestätigen: {title}',
  'interaction.title_elicitation_passkey_registration': 'Passkey bei {connection} registrieren',
  'interaction.title_elicitation_form': '{connection} stellt eine Frage',
  'interaction.title_client': 'Eine andere Client-ID bei {host} verwenden',
  'interaction.title_sign_in_way': 'Tokens bei {host} ohne Anmeldung hier holen',
  'interaction.title_first_party': '{host} als eigenen Server behandeln',
  'interaction.title_trust_reading': 'Agenten bei {connection} ohne Rückfrage lesen lassen',
  'interaction.title_notification_approve': 'Aus Benachrichtigungen freigeben',
  'interaction.risk.reads_only_trusted': 'Geringes Risiko: liest nur',
  'interaction.risk.reads_only_untrusted': 'Sagt, dass es nur liest',
  'interaction.risk.changes_something': 'Ändert vielleicht etwas',
  'interaction.risk.unknown_tool': 'Ändert vielleicht etwas',
  'interaction.risk.moves_money': 'Hohes Risiko: bewegt Geld',
  'interaction.risk.changes_permissions': 'Hohes Risiko: ändert, wer was darf',
  'interaction.risk.deletes': 'Hohes Risiko: löscht vielleicht etwas',
  'interaction.risk.publishes': 'Hohes Risiko: zeigt anderen etwas',
  'interaction.risk.rule_says_so': 'Hohes Risiko: nach Ihrer Regel',
  'interaction.title_resume_agents': 'Alle Agenten weiterarbeiten lassen',
  'interaction.title_rule': '{agent} darf {tool} bei {connection} ohne Rückfrage verwenden',
  'interaction.paused':
    'Eine Pause hält das an, deshalb lässt es sich nicht freigeben. Nichts ging verloren: Beenden Sie die Pause und entscheiden Sie dann.',
  'interaction.unknown_connection': 'eine entfernte Verbindung',
  'interaction.note_new_recipient': 'neuer Empfänger',
  'interaction.note_seen_once': 'schon einmal gesehen',
  'interaction.note_seen': 'schon {times}-mal gesehen',
  'interaction.note_last': 'letztes Mal {last}',
  'interaction.note_changed': 'anders als letztes Mal',
  'interaction.confirm_amount': 'Betrag noch einmal',
  'interaction.confirm_amount_hint': 'Der oben gezeigte Betrag',
  'interaction.confirm_amount_hint_in': 'Der oben gezeigte Betrag, in {currency}',
  'interaction.confirm_number': 'Zahl eintippen',
  'interaction.confirm_number_hint':
    'Tippen Sie {number} ein, eine Zahl, die aus dieser Anfrage gebildet ist',
  'interaction.before_done': '{title}: ausgeführt',
  'interaction.before_denied': '{title}: abgelehnt',
  'interaction.before_expired': '{title}: abgelaufen',
  'interaction.before_cancelled': '{title}: abgebrochen',
  'interaction.before_failed': '{title}: fehlgeschlagen',
  'interaction.before_unknown': '{title}: Ausgang unbekannt',
  'interaction.gone':
    'Diese Rückfrage ist nicht mehr offen: Sie wurde beantwortet, zurückgezogen oder ist beendet. Sonst wurde nichts getan.',
  'interaction.expired':
    'Die Zeit für diese Rückfrage ist abgelaufen, deshalb wurde sie nicht beantwortet. Nichts wurde gesendet. Fragen Sie den Agenten erneut.',
  'interaction.surface_refused':
    'Das lässt sich hier nicht freigeben. Öffnen Sie es in der Freigabeansicht und entscheiden Sie dort; es ist noch offen.',
  'interaction.digest_mismatch':
    'Was gezeigt wurde, ist nicht, was angehalten ist, deshalb wurde nichts freigegeben. Sehen Sie es noch einmal an und entscheiden Sie; es ist noch offen.',
  'interaction.confirmation_needed':
    'Die eingetippte Zahl ist nicht die der Anfrage, deshalb wurde nichts freigegeben. Tippen Sie sie noch einmal ein; die Rückfrage ist noch offen.',
  'interaction.not_saved':
    'Ihre Antwort ließ sich nicht speichern, deshalb wurde nichts freigegeben oder gesendet. Die Rückfrage ist noch offen. Schaffen Sie Platz auf dem Datenträger und antworten Sie erneut.',
} as const satisfies Record<keyof typeof interactionTexts, string>
