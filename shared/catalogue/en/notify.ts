// English texts of the pause, of grouped and quiet notifications and of their settings: what people read, by key.
export const notifyTexts = {
  'notify.pause': 'Pause all agents',
  'notify.resume': 'Resume all agents…',
  'notify.paused_title': 'All agents are paused.',
  'notify.paused_words':
    'Nothing is sent and nothing new is asked. What agents ask for meanwhile is kept and comes up afterwards.',
  'notify.paused_approval':
    'A pause holds this, so it cannot be approved now. You can still deny. End the pause first.',
  'notify.pause_failed_title': 'The agents could not be paused',
  'notify.pause_failed':
    'That all agents are paused could not be saved, so they are not paused. Deny what waits, or quit Countersign: then nothing is sent.',

  'notify.tray_paused': 'All agents are paused',
  'notify.do_not_disturb': 'Do not disturb for 1 hour',
  'notify.disturb_again': 'End do not disturb',
  'notify.attention_sign_in': 'Sign in again: {name}',
  'notify.attention_keychain': 'No keychain: sign-ins end with the app',

  'notify.group_one': '{name}: 1 question waits',
  'notify.group_many': '{name}: {count} questions wait',
  'notify.locked_title': 'Something waits for you',
  'notify.locked_body': 'Unlock the screen to see what it is.',
  'notify.summary_title': '{count} calls and waits have ended',
  'notify.summary_body': 'Open Countersign to see how each of them ended.',

  'notify.quiet.label': 'Quiet hours',
  'notify.quiet.words':
    'No notification comes up then. The tray and the inbox still say what waits, and what ended meanwhile is told afterwards in one go.',
  'notify.quiet.from': 'From',
  'notify.quiet.to': 'To',
  'notify.quiet.set': 'Set quiet hours',
  'notify.quiet.change': 'Change',
  'notify.quiet.off': 'No quiet hours',
  'notify.quiet.same': 'The two times are the same, so nothing would be quiet. Choose another end.',
  'notify.quiet.now': 'It is quiet now.',
  'notify.dnd.label': 'Do not disturb',
  'notify.dnd.hour': 'For 1 hour',
  'notify.dnd.tomorrow': 'Until tomorrow',
  'notify.dnd.off': 'Off',
  'notify.dnd.until': 'On until {time}.',
  'notify.dnd.is_off': 'Off: notifications come up.',

  'notify.test.button': 'Send a test notification',
  'notify.test.title': 'A test from Countersign',
  'notify.test.body': 'Press the button, this text, or close it. Nothing is decided by it.',
  'notify.test.press': 'I see it',
  'notify.test.waiting': 'Sent. Press it, or close it, within half a minute…',
  'notify.test.way.actions': 'Shown with buttons',
  'notify.test.way.plain': 'Shown without buttons',
  'notify.test.way.in_app': 'Shown by the app window only',
  'notify.test.by': 'by {service}',
  'notify.test.shown': 'within {ms} ms',
  'notify.test.can': 'It says it can do: {capabilities}',
  'notify.test.end.button': 'You pressed the button, and the press came back.',
  'notify.test.end.body': 'You pressed the notification, and the press came back.',
  'notify.test.end.closed': 'It was closed without a press.',
  'notify.test.end.nothing': 'Nothing was pressed within half a minute.',
  'notify.test.end.unreported': 'This way never tells whether somebody pressed it.',
  'notify.test.no_service':
    'No notification service answered on this desktop. Questions show up in the app window and in the tray. Start a notification service (or install one) and test again; Countersign uses it as soon as it is there.',
  'notify.test.no_buttons':
    'The service shows no buttons, so a notification can only open Countersign; you decide in its window.',
  'notify.test.nothing_came':
    'If you did not see it, your desktop may hold notifications back: look for its own “do not disturb” and for Countersign in its notification settings.',
} as const
