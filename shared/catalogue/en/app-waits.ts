// English texts of the app room about waits: what people read, by key.
export const appWaitTexts = {
  'app.wait.task': 'task “{task}”',
  'app.wait.going_on': 'going on with other work',
  'app.wait.tag.waiting': 'Waiting for a decision',
  'app.wait.tag.waiting_interaction': 'Waiting, something has to be done there',
  'app.wait.tag.suspended': 'Paused',
  'app.wait.tag.cancelling': 'Stopping',
  'app.wait.tag.you': 'Waiting for you, on another device',
  'app.wait.tag.succeeded': 'Decided: yes',
  'app.wait.tag.denied': 'Decided: no',
  'app.wait.tag.expired': 'Expired',
  'app.wait.tag.invalid': 'Ended: not understood',
  'app.wait.tag.cancelled': 'Stopped',
  'app.wait.tag.binding_lost': 'Ended: key lost',
  'app.wait.tag.lost_result': 'Ended: answer lost',
  'app.wait.tag.abandoned': 'Stopped',
  'app.wait.not_decided': '{host} has not decided yet.',
  'app.wait.safe': 'You can close this; the wait goes on, also after a restart.',
  'app.wait.unsafe':
    'You can close this pane, but not the app: no keychain is open, so the wait ends with the app.',
  'app.wait.you_device': 'You are waited for: open {host} on any device and enter the code there.',
  'app.wait.you_ciba': 'You are waited for, on your other device: {host} has asked you there.',
  'app.wait.sign_in': 'a sign-in to {name}',
  'app.wait.less': 'Meanwhile a token for less is used, so what it allows goes on.',
  'app.wait.unbound':
    'This wait is not bound to this device: {host} does not offer that. Whoever gets a copy of its handle could fetch the token.',
  'app.wait.asked_for': 'Asked for',
  'app.wait.code': 'Code to enter or compare',
  'app.wait.code.words':
    'Enter it yourself, only at {host}. If the page shows a code already, it must be this one. Never read it to anybody: whoever enters it decides who is signed in.',
  'app.wait.code.copy': 'Copy the code',
  'app.wait.code.copied': 'Copied',
  'app.wait.binding': 'Words on both devices',
  'app.wait.binding.words':
    'The same words must be on your other device. If they are not, refuse there: it is another request.',
  'app.wait.ended': 'ended {moment}',
  'app.wait.ended.checked_once': 'checked once in {span}',
  'app.wait.ended.checked': 'checked {count} times in {span}',
  'app.wait.ended.task': 'See the task',
  'app.wait.ended.connection': 'See the connection',
  'app.wait.says': '{host} says',
  'app.wait.next': 'Next check in {span}',
  'app.wait.checking': 'Checking now',
  'app.wait.paused': 'Checks go on when the machine is awake and online.',
  'app.wait.asked': 'asked to wait {span} between checks · until {moment} · {left} left',
  'app.wait.page': 'The page where it is decided',
  'app.wait.page.address': 'The whole address',
  'app.wait.page.inside':
    'Nothing has been loaded from it yet. It opens in a window of its own here, under a bar that says whose page it is, because you marked this authorization server first-party.',
  'app.wait.page.outside': 'Nothing has been loaded from it yet. It opens in your system browser.',
  'app.wait.page.punycode':
    'The name of this host is written with letters that can imitate others. It reads as “{reads}”; its real name is {host}.',
  'app.wait.open': 'Open at {host}…',
  'app.wait.open.elsewhere': 'Open {host}?',
  'app.wait.open.elsewhere.words':
    'This address does not belong to {server}, which asks for it. Go there only if you expected that.',
  'app.wait.open.elsewhere.do': 'Open it anyway',
  'app.wait.open.elsewhere.keep': 'Do not open',
  'app.wait.check': 'Check now',
  'app.wait.check_early':
    'The server asked not to be asked earlier; this asks for the next allowed moment.',
  'app.wait.stop': 'Stop waiting…',
  'app.wait.stop.confirm': 'Stop waiting for {host}?',
  'app.wait.stop.told_sign_in':
    '{host} is told to forget the request, and nothing is granted. If it has just been decided there, what comes back is thrown away.',
  'app.wait.stop.not_told_sign_in':
    '{host} gives no way to be told. We stop asking and throw away what we hold, so nothing is granted here; somebody may still decide it there, without effect.',
  'app.wait.stop.told':
    '{host} is told to forget the request, and the call ends without being sent. If it has just been decided there, what comes back is thrown away.',
  'app.wait.stop.not_told':
    '{host} gives no way to be told. We stop asking and throw away what we hold, so the call ends without being sent; somebody may still decide it there, without effect here.',
  'app.wait.stop.do': 'Stop waiting',
  'app.wait.stop.keep': 'Keep waiting',
  'app.wait.timeline': 'What happened so far',
  'app.wait.now': 'now',
  'app.wait.next_short': 'next check {span}',
} as const
