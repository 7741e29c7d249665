// English texts of tools: what a server lists, what became of it, and what is done while a call is under way.
export const toolTexts = {
  'tools.endless':
    '{host} lists its tools without an end. Countersign stopped after {count}; the others cannot be used.',
  'tools.blocked':
    'The server changed this tool, and the person has not accepted the change yet. Nothing was sent. It can be used again after they review it at the connection.',
  'tools.nothing_blocked':
    'No tool of this connection waits for a review any more. Nothing has changed.',
  'tools.title_change': 'Accept the change of {tool} at {connection}?',
  'tools.title_changes': 'Accept the changes of {count} tools at {connection}?',
  'tools.changed_title': '{connection} changed the tool {tool}',
  'tools.changed_titles': '{connection} changed {count} of its tools',
  'tools.changed_body':
    'It is blocked until you accept the change at the connection. Calls that were held for it have ended; nothing of them was sent.',
  'tools.changes': 'What the server changed',
  'tools.diff': 'What was accepted, and what it is now',
  'tools.same_definition':
    'Its definition is as it was. The server itself names another authorization server than before.',
  'tools.change_tag': 'Changed tool',
  'tools.change_allows': 'Agents may ask for it again, by its new definition.',
  'tools.change_stays_1': 'Every call is judged and asked about as before.',
  'tools.change_stays_2': 'Rules that were made for the old definition stay void.',
  'tools.change_warn':
    'A server that changes a tool after you accepted it may want something else than before. Accept it only if you know why it changed.',
  'tools.change_back': 'Remove the connection, or forbid the tool by a rule.',
  'tools.state_new': 'New',
  'tools.state_blocked': 'Changed, blocked',
  'tools.state_hidden': 'Not offered',
  'tools.review': 'Review change',
  'tools.review_all': 'Review all changes',
  'tools.blocked_words':
    'The server changed this tool since you accepted it. No agent can use it until you review the change.',
  'tools.hidden_name':
    'Its name has characters that can be taken for others, so no agent is offered it.',
  'tools.hidden_twice': 'The server names two tools alike, so no agent is offered either.',
  'tools.hidden_large': 'Its definition is too large to be read, so no agent is offered it.',
  'tools.hidden_invisible':
    'Its arguments have invisible characters in their names or values, so no agent is offered it.',
  'tools.hidden_header':
    'It asks for headers in a form that is not allowed, so no agent is offered it.',
  'tools.changed_unsent':
    '{host} changed this tool since it was shown, so the call was not sent. Review the change at the connection, then ask again.',
  'tools.task_cancelled': '{host} has ended the work on this call before it was done.',
  'tools.task_left':
    'Its server works on it as a task and was not asked again: it may have been carried out there.',
  'tools.task_lost':
    '{host} took the call and worked on it, but does not know of it any more. It may have run. Look there before you ask again.',
  'tools.cancelled_under_way':
    'It was cancelled while {host} was working on it, and the server was told. It may have run all the same. Look there before you ask again.',
  'tools.cancelled_unsent': 'It was cancelled before it was sent. Nothing has left.',
  'tools.result_too_large': '[The whole result was too large to be kept; only its text is here.]',
  'tools.result_misfits':
    'The structured result is not what the tool’s own description promises; it was passed on as it came.',
  'tools.result_unstructured':
    'The tool’s own description promises a structured result, and none came.',
  'tools.progress': 'How far the server says it is',
  'tools.attachments': 'Attachments',
  'tools.attachments_words':
    'Names and types are the server’s. Countersign opens none of it and fetches nothing by itself; what you save, you open yourself.',
  'tools.attachment_file': 'File',
  'tools.attachment_image': 'Image',
  'tools.attachment_audio': 'Sound',
  'tools.attachment_link': 'Link',
  'tools.attachment_save': 'Save…',
  'tools.attachment_save_title': 'Save the attachment',
  'tools.attachment_saved': 'Saved. Only you can read the file.',
  'tools.attachment_failed':
    'The attachment could not be saved there. Nothing was lost; choose another place.',
  'tools.attachment_gone': 'This attachment is not kept any more. Nothing was saved.',
}
