// English words of the record itself: receipts, its head, exports, and what `npm run verify` says.

export const recordTexts = {
  'record.cut_title': 'The record of activity has been cut',
  'record.cut':
    'It had {expected} entries when Countersign last kept count, and now it has {found}. Somebody or something took the rest away. Everything else works; what is missing is missing for good, and the record says so from now on.',
  'record.changed_title': 'The record of activity has been changed',
  'record.changed':
    'Entry {sequence} is not what it was when it was written. Everything else works; the record says so from now on, and an export will show where.',

  'record.checked': 'All {count} entries fit together: the chain of their hashes is unbroken.',
  'record.checked_empty': 'Nothing has been recorded yet.',
  'record.checked_bad':
    'Entry {sequence} is missing or is not what it was when it was written. The entries before it fit together.',

  'record.export_title': 'Export activity',
  'record.export_name': 'Countersign activity {day}',
  'record.file_jsonl': 'Checkable record (JSON Lines)',
  'record.file_html': 'Page for people (HTML)',
  'record.exported': '{count} entries were written to {file}.',
  'record.exported_one': 'One entry was written to {file}.',
  'record.exported_none': 'Nothing was recorded in these days, so nothing was written.',
  'record.export_cancelled': 'Nothing was written.',
  'record.export_busy': 'An export is being written already.',
  'record.export_full':
    'There is not enough room for the export, so none was written. The record itself is untouched. Free some space or choose another place.',
  'record.export_denied':
    'Nothing may be written there, so no export was written. The record itself is untouched. Choose another place.',
  'record.export_failed':
    'The export could not be written ({reason}). The record itself is untouched. Choose another place and try again.',
  'record.export_no_key':
    'There is no key to sign the export with, so none was written. The record itself is untouched. Restart Countersign and try again.',

  'record.page_title': 'Activity of Countersign',
  'record.page_made': 'Written on {at} by Countersign {version}.',
  'record.page_whole': 'Everything that was recorded, {count} entries.',
  'record.page_part': 'A part of the record: {count} entries, from number {first} on.',
  'record.page_unsigned':
    'This page is for reading. What can be checked is the export as JSON Lines: npm run verify -- FILE',
  'record.page_key': 'Fingerprint of the key',
  'record.page_hash': 'Hash of the last entry',
  'record.page_number': 'No.',
  'record.page_time': 'When',
  'record.page_what': 'What',
  'record.page_words': 'More',
  'record.page_times': 'Times are those of this computer’s clock, {zone}.',

  'verify.usage': 'Usage: npm run verify -- FILE [--fingerprint 3f2a91c0…]',
  'verify.no_file': 'The file {file} cannot be read ({reason}).',
  'verify.good':
    'Sound: nothing in this file was changed, cut, moved or added since it was signed with the key below.',
  'verify.bad': 'Not sound. What is wrong:',
  'verify.and_more': 'There is more; the check ended here.',
  'verify.line': 'line {line}',
  'verify.call': 'call {call}',
  'verify.rows':
    'Checked: {rows} entries, from number {first} on; {receipts} receipts against their entries.',
  'verify.without_receipt':
    '{count} calls ended without a receipt and without being sent: there was no key then.',
  'verify.whole': 'It is the whole record from its first entry to its last.',
  'verify.part': 'It is a part of the record, and says so.',
  'verify.made': 'Written on {at}.',
  'verify.key': 'Signed with the key whose fingerprint is:',
  'verify.key_matches': 'That is the fingerprint you gave.',
  'verify.key_compare':
    'Anybody can sign a file with a key of their own: compare this with the fingerprint that the app shows under Activity.',

  'verify.problem.empty': 'the file is empty',
  'verify.problem.too_long': 'the line is longer than any that Countersign writes',
  'verify.problem.not_utf8': 'the line is not text in UTF-8',
  'verify.problem.cut': 'the file ends in the middle of this line',
  'verify.problem.no_header': 'the file does not begin as an export of Countersign does',
  'verify.problem.bad_line': 'the line is neither an entry nor the signed end',
  'verify.problem.spelling': 'the line is not spelled as Countersign writes it',
  'verify.problem.missing_rows': 'entries are missing before this one',
  'verify.problem.order': 'the entry is not in its place: it comes twice, or the order was changed',
  'verify.problem.changed': 'the entry was changed: it does not fit its hash',
  'verify.problem.start': 'the record does not begin where every record begins',
  'verify.problem.key': 'the key named here is not what it says it is',
  'verify.problem.foreign_key': 'the file was signed with a foreign key',
  'verify.problem.unknown_key': 'the receipt was signed with a key that the record does not name',
  'verify.problem.malformed': 'the receipt is not a signed receipt',
  'verify.problem.bad_signature': 'the signature of the receipt is wrong',
  'verify.problem.receipt': 'the receipt cannot be read',
  'verify.problem.second_receipt': 'the call has a second receipt',
  'verify.problem.no_receipt': 'the call was sent and ended, and has no receipt',
  'verify.problem.after_receipt': 'something was recorded of the call after its receipt',
  'verify.problem.call': 'the receipt is not of this call',
  'verify.problem.tool': 'the receipt names another tool than was asked for',
  'verify.problem.asked': 'the receipt and the entries differ in what the agent asked',
  'verify.problem.shown': 'the receipt and the entries differ in what was shown',
  'verify.problem.decided': 'the receipt and the entries differ in what was decided, or by whom',
  'verify.problem.sent': 'the receipt and the entries differ in what was sent',
  'verify.problem.sent_undecided': 'the call was sent although nobody allowed it',
  'verify.problem.digest': 'what was shown, allowed and sent is not the same',
  'verify.problem.outcome': 'the receipt and the entries differ in how it ended',
  'verify.problem.log_cut':
    'Countersign itself found here that its record had been cut or changed before',
  'verify.problem.no_head': 'the signed end is missing: the file was cut',
  'verify.problem.after_head': 'something follows the signed end',
  'verify.problem.head': 'the signed end does not fit what comes before it',
} as const
