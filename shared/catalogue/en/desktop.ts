// English texts of the desktop room: what people read, by key.
export const desktopTexts = {
  'desktop.ipc-refused': 'This page may not ask for that. Nothing was changed.',
  'desktop.ipc-bad-input':
    'That could not be understood. Nothing was changed; check it and try again.',
  'desktop.ipc-failed':
    'Something went wrong inside Countersign. Nothing you decided was lost; try again, and see the log if it goes on.',
  'desktop.not-shown':
    'This was not on your screen long enough to be answered. Nothing was approved; look at it and press again.',

  'desktop.has-to-end':
    'Something went wrong that Countersign did not expect, so it closes. What you decided is kept. Start it again; if it happens again, the log in {folder} says more.',

  'desktop.menu-app': 'Countersign',
  'desktop.menu-edit': 'Edit',
  'desktop.menu-view': 'View',
  'desktop.menu-window': 'Window',
  'desktop.menu-undo': 'Undo',
  'desktop.menu-redo': 'Redo',
  'desktop.menu-cut': 'Cut',
  'desktop.menu-copy': 'Copy',
  'desktop.menu-paste': 'Paste',
  'desktop.menu-select-all': 'Select all',
  'desktop.menu-minimize': 'Minimize',
  'desktop.menu-close': 'Close window',
  'desktop.menu-about': 'About Countersign',
  'desktop.menu-hide': 'Hide Countersign',
  'desktop.menu-hide-others': 'Hide others',
  'desktop.menu-unhide': 'Show all',
  'desktop.menu-zoom-in': 'Zoom in',
  'desktop.menu-zoom-out': 'Zoom out',
  'desktop.menu-zoom-reset': 'Actual size',
  'desktop.menu-quit': 'Quit Countersign',

  'desktop.tray-idle': 'Countersign: nothing is waiting for you',
  'desktop.tray-one': 'Countersign: 1 question is waiting for you',
  'desktop.tray-many': 'Countersign: {count} questions are waiting for you',
  'desktop.tray-none-waiting': 'Nothing is waiting for you',
  'desktop.tray-more': 'And {count} more…',
  'desktop.tray-open': 'Open Countersign',
  'desktop.tray-quit': 'Quit',

  'desktop.approval-window-title': 'Countersign',
  'desktop.notification-open': 'Open',

  'desktop.ceremony-title-get': 'Use your passkey',
  'desktop.ceremony-title-create': 'Register a passkey',
  'desktop.ceremony-words-get':
    '{host} asks for your passkey. It stays on your device; only a signed answer is sent.',
  'desktop.ceremony-words-create':
    'A new passkey for {host} will be made on this computer or on your security key.',
  'desktop.ceremony-use-get': 'Use passkey',
  'desktop.ceremony-use-create': 'Register passkey',
  'desktop.ceremony-cancel': 'Cancel',
  'desktop.ceremony-waiting': 'Waiting for your passkey or security key…',
  'desktop.ceremony-not-allowed':
    'No passkey answered, or it was refused. Plug in or unlock your security key and try again, or cancel and choose another way.',
  'desktop.ceremony-already-there':
    'This device already has a passkey for {host}. Cancel and use that one, or try another security key.',
  'desktop.ceremony-unsupported':
    'Passkeys cannot be used on this computer. Cancel and choose another way.',
  'desktop.ceremony-refused':
    'The passkey request was not accepted here ({error}). Cancel and choose another way, or try again.',
  'desktop.ceremony-which-account': 'Which passkey do you want to use?',
  'desktop.ceremony-timeout':
    'The passkey was not used in time. Nothing was sent; start again when you are ready.',
} as const
