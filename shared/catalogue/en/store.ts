// English texts of the store and vault rooms: what people read, by key.
export const storeTexts = {
  'store.full':
    'The disk is full. Nothing was approved or sent. Free some space on this computer and try again.',
  'store.failed':
    'Countersign could not save this. Nothing was approved or sent. Try again; if it keeps happening, restart the app.',
  'store.read_only':
    'The disk of this computer reports errors, so Countersign cannot save. Nothing more is approved or sent, and nothing that was saved is lost. It goes on by itself as soon as the disk works again.',
  'store.read_only_title': 'The disk reports errors',
  'store.read_only_body':
    'Nothing is saved, approved, sent or asked for while this lasts; what was saved can still be read. Whether your last answer was kept is not known: look at it again before you repeat it. Check the disk.',
  'store.sound_title': 'The disk works again',
  'store.sound_body':
    'Your data was written anew and checked, and nothing that was saved is lost. What could not be saved did not happen: please do it again.',
  'store.no_copy':
    'Your data could not be copied before it is brought to the new version, so nothing was changed. Make sure that the disk has room and can be written, then start Countersign again.',
  'store.corrupt':
    'The file with your data is damaged. Nothing was approved or sent. Restart Countersign: it keeps the damaged file and starts a new one.',
  'store.newer_version':
    'Your data was saved by a newer version of Countersign. Nothing was changed. Install that version again to open it.',
  'store.folder_not_private':
    'The folder {folder} is a link or belongs to someone else, so Countersign will not keep your data there. Nothing was changed. Choose a folder of your own.',
  'store.file_not_private':
    'The file {file} is a link or has a second name, so others could read what Countersign keeps there. Nothing was changed. Remove the link or the other name, then start Countersign again.',
  'store.folder_unusable':
    'The folder {folder} cannot be used to keep your data ({reason}). Nothing was changed. Make sure that it can be written and that the disk has room, then start Countersign again.',
  'store.keychain_unavailable':
    'The system keychain could not be used, so sign-ins and waiting requests are kept in memory only and end when Countersign closes. Unlock or install a keychain and restart to keep them.',
  'store.keychain_unreadable':
    'The key in the system keychain is not one Countersign made, so it was left alone. Sign-ins and waiting requests are kept in memory only and end when Countersign closes.',
  'store.cannot_open':
    'A saved sign-in cannot be opened with the present key. It was not deleted. Unlock the keychain and restart, or sign in again.',
  'store.keychain_timeout': 'The system keychain did not answer in time.',
} as const
