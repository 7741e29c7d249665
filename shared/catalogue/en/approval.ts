// English texts of the approval room: what people read, by key.
export const approvalTexts = {
  'approval.broken':
    'This question could not be drawn. Nothing was approved or sent; it is still open. Close this and open it again from the inbox or the tray.',
  'approval.loading': 'Loading what waits…',
  'approval.empty': 'Nothing is waiting for you here.',
  'approval.close': 'Close',
  'approval.not_now': 'Not now',

  'approval.who.agent': 'built-in agent',
  'approval.who.task': 'task “{task}”',
  'approval.who.proof': 'asks for proof',
  'approval.who.question': 'asks a question',
  'approval.who.you': 'Countersign',
  'approval.who.you_asked': 'you asked for this',
  'approval.until': 'answers until {moment}',
  'approval.left': '{span} left',
  'approval.expired.tag': 'Expired',
  'approval.expired':
    'This was not answered in time. Nothing was sent, and the agent has been told. If it is still wanted, ask the agent again.',

  'approval.risk.reads_only_trusted':
    'Low risk: says it only reads, and you trust this server for reading',
  'approval.risk.reads_only_untrusted': 'Says it only reads; nobody has checked that',
  'approval.risk.changes_something': 'May change something at the server',
  'approval.risk.unknown_tool': 'May change something: the tool does not say whether it only reads',
  'approval.risk.moves_money': 'High risk: moves money',
  'approval.risk.changes_permissions': 'High risk: changes who may see or do what',
  'approval.risk.deletes': 'High risk: may delete or overwrite something',
  'approval.risk.rule_says_so': 'High risk: a rule of yours says so',
  'approval.risk.publishes': 'High risk: shows something to others',
  'approval.where.at': 'at',
  'approval.where.scope': 'scope {scope}',
  'approval.where.once': 'for this call only',

  'approval.exact': 'Exactly this will be sent',
  'approval.exact.one_value': '1 value · {bytes} · {digest}',
  'approval.exact.values': '{count} values · {bytes} · {digest}',
  'approval.exact.none': 'This tool takes no values.',
  'approval.exact.empty_value': '(empty)',
  'approval.exact.wire': 'As it goes over the wire',
  'approval.why': 'Why, in the agent’s words',
  'approval.why.unchecked': 'not checked',
  'approval.before': 'Before this',

  'approval.approve': 'Approve once',
  'approval.deny': 'Deny',
  'approval.deny_with_reason': 'Deny with reason…',
  'approval.reason.label': 'Reason, which the agent will read',
  'approval.reason.send': 'Deny with this reason',
  'approval.reason.back': 'Back',
  'approval.unread': 'Read to the end to go on.',
  'approval.read_on': 'Next page',
  'approval.sending': 'Sending your answer…',
  'approval.content': 'What you are deciding',

  'approval.step_up': 'Step-up',
  'approval.proof': 'Proof that it is you',
  'approval.question': 'Question',
  'approval.passkey_new': 'New passkey',
  'approval.approved_ago': 'you approved this {span} ago',
  'approval.says': '{host} says',
  'approval.choose': 'How do you want to prove it is you?',
  'approval.choice.passkey': 'Passkey',
  'approval.choice.totp': 'Code',
  'approval.passkey.unavailable': 'A passkey cannot be used here: {reason}',
  'approval.continue': 'Continue',
  'approval.confirm': 'Confirm',
  'approval.cancel': 'Cancel',
  'approval.code.label': '{count}-digit code from your authenticator app',
  'approval.code.tries': '{count} tries left',
  'approval.code.one_try': '1 try left',
  'approval.code.goes_to': 'The code goes to {host} only. No agent sees it.',
  'approval.choice.goes_to': 'Your choice goes to {host} only.',
  'approval.passkey.explain':
    'Your device will ask for your finger, face or PIN. The passkey never leaves it; only the proof goes to {host}. No agent sees it.',
  'approval.passkey.use': 'Use passkey',
  'approval.passkey.register_explain':
    'This makes a passkey on this device for {host}. From then on you can prove payments and changes there with your finger, face or PIN instead of a code. You can remove it at {host}.',
  'approval.passkey.register': 'Make a passkey',
  'approval.form.goes_to': 'Your answers go to {host} only. No agent sees them.',
  'approval.form.required': 'needed',
  'approval.form.suggested': 'The server suggests:',
  'approval.form.use_suggestion': 'Use it',
  'approval.form.choose': 'Choose…',

  'approval.resume.tag': 'Ends the pause',
  'approval.resume.allows_1': 'Calls that are held are sent once you or a rule allow them.',
  'approval.resume.allows_2': 'What your rules and your trust allow runs unasked again.',
  'approval.resume.stays_1': 'Everything else is still asked.',
  'approval.resume.warn': 'What was approved before the pause is sent now, if it has not ended.',
  'approval.resume.back': 'Pause all agents again, from the tray or the app window.',
  'approval.rule.tag': 'Runs without asking',
  'approval.rule.allows_1': 'Calls like this run without a question until the rule ends.',
  'approval.rule.stays_1': 'High-risk calls, and calls outside these limits, are still asked.',
  'approval.rule.warn': 'Nobody looks at these calls before they run.',
  'approval.rule.back': 'Pause or revoke it under Rules; it takes effect at once.',
  'approval.widening.allow': 'Allow',
  'approval.widening.deny': 'Do not allow',
  'approval.widening.allows': 'If you allow it',
  'approval.widening.stays': 'What stays as it is',
  'approval.widening.back': 'How to take it back',
  'approval.first_party.tag': 'First-party mark',
  'approval.first_party.allows_1':
    'The authorization server {issuer} may ask you for codes and passkeys right here, without the browser.',
  'approval.first_party.allows_2': 'Countersign will make and use passkeys for it on this device.',
  'approval.first_party.allows_4':
    'Pages of its own that it names for a wait open in a window of this app, under a bar that says whose they are. Signing in stays in your browser.',
  'approval.first_party.stays_1':
    'Every code and passkey is still asked of you, in this view, each time.',
  'approval.first_party.stays_2':
    'No call runs that would not have run before; agents never see codes, passkeys or tokens.',
  'approval.first_party.warn':
    'Allow it only if you know this server and reached it on purpose. A server that imitates yours could ask for your codes.',
  'approval.first_party.back':
    'Connections, this connection, “Stop treating as first-party”. It works at once.',
  'approval.reading.tag': 'Trust for reading',
  'approval.reading.allows_1':
    'Tools of this connection that say they only read will run without asking you.',
  'approval.reading.allows_2': 'Agents will see what those tools answer.',
  'approval.reading.stays_1':
    'Everything that changes something, and every tool that does not say what it does, is still asked.',
  'approval.reading.warn':
    'That a tool only reads is the server’s own claim; nobody has checked it.',
  'approval.reading.back':
    'Connections, this connection, “Stop trusting for reading”. It works at once.',
  'approval.notify.tag': 'Approve from notifications',
  'approval.notify.allows_1':
    'Notifications will carry an Approve button for every call below high risk, also where it may change something.',
  'approval.notify.stays_1':
    'High risk, step-up and questions are still answered only in this view.',
  'approval.notify.warn':
    'A notification shows less than this view. Whoever can press it on your unlocked screen can approve.',
  'approval.notify.back':
    'Settings, Notifications, “Approve from notifications”. It works at once.',
} as const
