// English texts about changing arguments before approving, and about a proof given together with the approval.
export const editTexts = {
  'edit.cannot_check':
    'This tool’s schema cannot be checked, so its arguments cannot be edited here. Nothing was changed. Approve as it is, or deny and say what you want instead.',
  'edit.tool_changed':
    'The server has changed this tool since it was asked for, so it can no longer be edited. Nothing was changed. Deny it; the agent may ask again.',
  'edit.bad_json': 'Nothing was changed. {problem}',
  'edit.misfit': 'Nothing was changed. {place}: {words}.',
  'edit.whole': 'The arguments as a whole',
  'edit.open': 'Edit',
  'edit.heading': 'Edit what will be sent',
  'edit.explain':
    'You decide with your own values. The agent is told that you changed them. Nothing is sent until you approve.',
  'edit.fields': 'By field',
  'edit.json': 'As JSON',
  'edit.json_label': 'All arguments as JSON',
  'edit.cancel': 'Cancel',
  'edit.undo': 'Back to the agent’s version',
  'edit.save': 'Show the changed request',
  'edit.saving': 'Checking your changes…',
  'edit.yes': 'Yes',
  'edit.no': 'No',
  'edit.raw_json': 'JSON',
  'edit.not_a_number': '{label}: this is not a number. Write it like 1200.50, without grouping.',
  'edit.not_json': '{label}: this is not JSON.',
  'edit.shown_as': 'Hidden characters in it:',
  'edit.told': 'The person changed the arguments before approving. What ran: {arguments}',
  'edit.told_not_run': 'The person changed the arguments. They were: {arguments}',
  'ahead.label': 'Proof, together with your approval',
  'ahead.otp':
    '{host} asked for a code last time. Type it now and it is sent only to {host}, only for this request, only if it is asked for again. You may leave it empty.',
  'ahead.passkey':
    '{host} asked for your passkey last time. The passkey window opens right after you approve.',
} as const
