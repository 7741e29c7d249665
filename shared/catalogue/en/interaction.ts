// English texts of the interaction room: what people read, by key.
export const interactionTexts = {
  'interaction.arguments_too_large':
    'The call was refused: its arguments are larger than 1 MB. Nothing was sent. Ask for less at once.',
  'interaction.arguments_bad':
    'The call was refused: its arguments are not sound JSON ({problem}). Nothing was sent.',
  'interaction.arguments_not_object':
    'The call was refused: its arguments are not a JSON object. Nothing was sent.',
  'interaction.title_other': '{tool} at {connection}',
  'interaction.title_prepare_to': 'Prepare a transfer of {amount} to {recipient}',
  'interaction.title_prepare': 'Prepare a transfer of {amount}',
  'interaction.title_pay_to': 'Pay {amount} to {recipient}',
  'interaction.title_pay': 'Pay {amount}',
  'interaction.title_transfer_to': 'Transfer {amount} to {recipient}',
  'interaction.title_transfer': 'Transfer {amount}',
  'interaction.title_share_with': 'Share “{what}” with {person}',
  'interaction.title_share': 'Share “{what}”',
  'interaction.title_add_payee': 'Add {name} as a payee',
  'interaction.title_elicitation': 'Confirm with {connection}',
  'interaction.title_elicitation_call': 'Confirm: {title}',
  'interaction.title_elicitation_passkey_registration': 'Register a passkey at {connection}',
  'interaction.title_elicitation_form': '{connection} asks a question',
  'interaction.title_first_party': 'Treat {host} as your own',
  'interaction.title_trust_reading': 'Let agents read at {connection} without asking',
  'interaction.title_notification_approve': 'Approve from notifications',
  'interaction.risk.reads_only_trusted': 'Low risk: only reads',
  'interaction.risk.reads_only_untrusted': 'Says it only reads',
  'interaction.risk.changes_something': 'May change something',
  'interaction.risk.unknown_tool': 'May change something',
  'interaction.risk.moves_money': 'High risk: moves money',
  'interaction.risk.changes_permissions': 'High risk: changes who may do what',
  'interaction.risk.deletes': 'High risk: may delete something',
  'interaction.risk.publishes': 'High risk: shows something to others',
  'interaction.unknown_connection': 'a removed connection',
  'interaction.note_new_recipient': 'new recipient',
  'interaction.note_seen_once': 'seen once before',
  'interaction.note_seen': 'seen {times} times before',
  'interaction.note_last': 'last time {last}',
  'interaction.note_changed': 'different from last time',
  'interaction.confirm_amount': 'Amount again',
  'interaction.confirm_amount_hint': 'The amount shown above',
  'interaction.confirm_amount_hint_in': 'The amount shown above, in {currency}',
  'interaction.confirm_number': 'Type the number',
  'interaction.confirm_number_hint': 'Type {number}, a number made from this request',
  'interaction.before_done': '{title}: ran',
  'interaction.before_denied': '{title}: denied',
  'interaction.before_expired': '{title}: expired',
  'interaction.before_cancelled': '{title}: cancelled',
  'interaction.before_failed': '{title}: failed',
  'interaction.before_unknown': '{title}: outcome unknown',
  'interaction.gone':
    'This question is no longer open: it was answered, withdrawn or has ended. Nothing else was done.',
  'interaction.expired':
    'This question has run out of time, so it was not answered. Nothing was sent. Ask the agent again.',
  'interaction.surface_refused':
    'This cannot be approved here. Open it in the approval view and decide there; it is still open.',
  'interaction.digest_mismatch':
    'What was shown is not what is held, so nothing was approved. Look at it again and decide; it is still open.',
  'interaction.confirmation_needed':
    'The number you typed is not the one in the request, so nothing was approved. Type it again; the question is still open.',
  'interaction.not_saved':
    'Your answer could not be saved, so nothing was approved or sent. The question is still open. Free some disk space and answer again.',
} as const
