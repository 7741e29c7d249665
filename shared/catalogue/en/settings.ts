// English texts of the settings and of the first screen: what people read, by key.
export const settingsTexts = {
  'settings.login': 'Start when you sign in to this computer',
  'settings.login_on':
    'Countersign starts with your desktop, in the tray. Waits go on without you having to think of it.',
  'settings.login_off':
    'Countersign starts when you start it. Waits go on as soon as it runs again; nothing is lost in between.',
  'settings.login_start': 'Start at login',
  'settings.login_stop': 'Stop starting at login',
  'settings.login_loading': 'Looking at what the system has set…',
  'settings.login_sources':
    'This app runs from its sources, and only an installed one can be started by the system. Nothing was changed.',
  'settings.login_system':
    'The system did not take it. Nothing was changed; look at its own settings for what starts at login.',
  'settings.login_file':
    'The file {file} could not be changed, so nothing was. Look at who may write there, and try again.',
  'settings.first_again': 'Show the first screen again',

  'settings.trust': 'Trust',
  'settings.trust_none':
    'Nothing is marked first-party, and no connection is trusted for reading. Both are asked for at the connection, and allowed in the approval view.',
  'settings.trust_issuer':
    '{host} is first-party: it may ask for codes and passkeys in the approval view, and its pages open inside the app.',
  'settings.trust_used': 'Used by {names}',
  'settings.trust_stop_issuer': 'Stop treating as first-party',
  'settings.trust_reading': '{name}: tools that say they only read run without asking you.',
  'settings.trust_stop_reading': 'Stop trusting for reading',
  'settings.trust_stops': 'Stopping takes effect at once.',

  'settings.secrets_do':
    'Unlock your keychain, or install one (for example gnome-keyring or KWallet), and start Countersign again. Secrets are never written without one.',

  'settings.data_size': '{size} in this folder.',
  'settings.data_show': 'Show in file manager',
  'settings.folder_not_shown':
    'No file manager opened the folder. Nothing is wrong with your data; open this path yourself: {folder}',
  'settings.reset': 'Start over',
  'settings.reset_about':
    'Makes this app as new: for when you pass the computer on, or want nothing of it to remain.',
  'settings.reset_open': 'Reset everything…',
  'settings.reset_question': 'Reset everything?',
  'settings.reset_lost_1':
    'Every connection ends, and its servers are told that what they granted is over.',
  'settings.reset_lost_2': 'Held calls and waits end without being sent. What was sent stays done.',
  'settings.reset_lost_3':
    'Tasks, rules, settings and the record of what happened are deleted, with the keys that seal and sign it. Export the record first if you want to keep it.',
  'settings.reset_lost_4': 'Files you exported stay where they are. This cannot be taken back.',
  'settings.reset_word': 'reset',
  'settings.reset_type': 'Type “{word}” to go on',
  'settings.reset_do': 'Reset everything',
  'settings.reset_keep': 'Keep everything',
  'settings.reset_busy': 'Telling servers that their grants are over…',
  'settings.reset_wrong': 'Nothing was deleted: the word to type is “{word}”.',
  'settings.reset_untold':
    'These servers could not be told that their grants are over: {hosts}. Nothing but the connections was deleted yet. They are told later by themselves if you keep the app as it is; after a reset nobody can tell them.',
  'settings.reset_untold_do': 'Reset all the same',
  'settings.reset_restarting': 'Everything is being deleted; Countersign starts anew.',
  'settings.reset_not_kept':
    'Nothing was deleted: {folder} cannot be written. Make room or look at who may write there, and try again. Connections were ended already.',
  'settings.reset_failed':
    'Not everything in {folder} could be deleted, so Countersign did not start with half of it. Close other programs that use these files and start again: deleting goes on where it stopped.',

  'settings.about': 'About',
  'settings.about_version': 'Version {version}, released under the MIT licence.',
  'settings.about_never':
    'Built and tested on Linux. On macOS and Windows notifications, the locked screen, covered windows, passkeys of the system and starting at login are written and tested against stand-ins, and have never run there.',

  'settings.first_later':
    'You can change all of this later in the settings. Every choice here has a safe value already.',
  'settings.first_choices': 'How it should behave',
  'settings.first_approve_on':
    'Notifications may approve what is low or elevated in risk. High risk is always decided in the app.',
  'settings.first_approve_off': 'Notifications only deny and open; you approve in the app.',
  'settings.first_skip': 'Skip and look around',
} as const
