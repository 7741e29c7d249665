// English texts about language models: why one did not answer, how one is added, chosen, tested and removed.

export const modelsTexts = {
  'models.waiting': '[The model’s server asks for a pause: going on in {seconds} s.]',
  'models.note_trimmed':
    '[The oldest results no longer fit what this model can read at once. They were left out for it; you still see all of them.]',
  'models.note_cut_off': '[The answer was cut off by the model’s own limit.]',
  'models.note_declined': '[The model or its provider declined here. Nothing of it was called.]',
  'models.note_unknown_tool':
    '[It wanted a tool that does not exist: “{tool}”. Nothing was called, and it was told so.]',
  'models.note_bad_arguments':
    '[It called “{tool}” with arguments that do not fit. Nothing was called, and it was told so.]',
  'models.note_cut_off_call':
    '[A call of “{tool}” was not complete. Nothing was called, and it was told so.]',
  'models.server_said': 'Its server said: “{said}”',

  'models.failed_no_key':
    '{name} needs a key and none is at hand. Nothing of the task is lost. Enter its key in the settings under Models, then ask again.',
  'models.failed_wrong_key':
    '{host} does not accept the key of {name}, or the key may not use {model}. Nothing of the task is lost. Enter another key in the settings under Models.',
  'models.failed_no_credit':
    'The account behind the key of {name} has no credit left. Nothing of the task is lost. Add credit at the provider, or choose another model.',
  'models.failed_rate_limited':
    '{host} takes no more requests for {name} at present; it was asked several times. Nothing of the task is lost. Try again in a few minutes, or choose another model.',
  'models.failed_rate_limited_until':
    '{host} takes no more requests for {name} for {seconds} s; it was asked several times or asks for a long pause. Nothing of the task is lost. Try again later, or choose another model.',
  'models.failed_model_gone':
    '{host} knows no model “{model}” at this address. Nothing of the task is lost. Check the name and the address of {name} in the settings under Models.',
  'models.failed_too_long':
    'The task has become too long for {name}, also without its older results. What was done stays done. Begin a new task, or choose a model that can read more at once.',
  'models.failed_refused_request':
    '{host} refused the request for {name}. Nothing of the task is lost. It may not know tools, or not in this form: choose another model.',
  'models.failed_server_error':
    'The server of {name} at {host} has trouble of its own; it was asked several times. Nothing of the task is lost. Try again later.',
  'models.failed_unreachable':
    'Nothing answers at {host}. Nothing of the task is lost. Check that the server of {name} runs and that this computer is online, then ask again.',
  'models.failed_blocked':
    '{host} leads to an address that Countersign does not go to: only https, this computer, or the very host that you entered. Nothing was sent.',
  'models.failed_silent':
    '{host} took the request and then said nothing for too long. Nothing was called by it. Try again, or choose another model.',
  'models.failed_broken':
    'The answer of {name} broke off twice in the middle. Half an answer is never acted on, so nothing was called by it. Try again.',
  'models.failed_garbage':
    'What came from {host} was not readable, twice. Nothing was called by it. Check the address of {name} in the settings under Models.',
  'models.failed_endless':
    'The answer of {name} did not come to an end within the limits of size and time, and was stopped. Nothing was called by it.',
  'models.failed_not_a_model':
    'What answers at {host} is not a model’s server: it sent something else, or led elsewhere. Nothing was called. Check the address of {name} in the settings under Models.',
  'models.failed_empty':
    '{name} gave an empty answer twice. Nothing was called by it. Ask again in other words, or choose another model.',
  'models.failed_declined':
    '{name} or its provider declined to answer. Nothing was called. Ask in other words, or choose another model.',
  'models.failed_bad_calls':
    '{name} called tools that do not exist, or with arguments that do not fit, five times in a row. None of it was called. Ask in other words, or choose another model.',
  'models.failed_removed':
    'The model of this agent was removed. Nothing of the task is lost. Choose another one in the settings under Models.',

  'models.title': 'Models',
  'models.about':
    'What an agent of this app thinks with. The rehearsal model needs no key and no network, and understands plain sentences only.',
  'models.rehearsal': 'Rehearsal',
  'models.rehearsal_about': 'Built in, free, on this computer',
  'models.list': 'Models you added',
  'models.none': 'You have added none yet.',
  'models.provider.openai-compatible': 'OpenAI-compatible',
  'models.provider.anthropic': 'Anthropic',
  'models.line': '{provider} · {model} · {host}',
  'models.price': '${input} in, ${output} out per million tokens',
  'models.price_unknown': 'Price not entered',
  'models.choose': '{agent} thinks with',
  'models.uses': 'Thinks with {name}',
  'models.test': 'Send a test message',
  'models.testing': 'Waiting for its answer…',
  'models.test_ok': 'It answered in {seconds} s: “{reply}”',
  'models.test_silent': 'It answered in {seconds} s, without words.',
  'models.test_tokens': '{input} tokens in, {output} out.',
  'models.test_cost': '{input} tokens in, {output} out, about {cost}.',
  'models.rename': 'Rename',
  'models.rename_do': 'Keep this name',
  'models.name': 'Name',
  'models.key_again': 'Enter another key',
  'models.remove': 'Remove',
  'models.remove_question': 'Remove {name}?',
  'models.remove_words':
    'Its key is deleted from this computer. Agents that use it go back to rehearsal. Tasks they are at pause, and what they did stays.',
  'models.removed_pause':
    'Paused: the model {name} was removed. Nothing of this task is lost. Choose another model in the settings under Models, then resume; if you resume without one, it goes on as a rehearsal.',
  'models.remove_do': 'Remove it',
  'models.keep': 'Keep it',
  'models.back': 'Back',
  'models.add': 'Add a model…',
  'models.add_do': 'Go on',
  'models.add_why':
    'You confirm it in the approval view, and a key is typed only there. What you and agents say, and what tools return, goes to that address.',
  'models.provider': 'Kind',
  'models.address': 'Address',
  'models.address_hint':
    'https, or http on this computer and in your own network, for example http://localhost:11434/v1 for Ollama.',
  'models.model': 'Model, as its provider calls it',
  'models.needs_key': 'It needs a key',
  'models.context': 'Context length in tokens (optional)',
  'models.price_input': 'US dollars per million tokens in (optional)',
  'models.price_output': 'US dollars per million tokens out (optional)',

  'models.ask_tag': 'Model',
  'models.ask_who': 'you asked to use this model',
  'models.ask_title': 'Use the model {name} at {host}',
  'models.ask_title_key': 'Enter another key for {name} at {host}',
  'models.ask_explain':
    'What you and your agents say, and what tools return, is sent to {host} while a task runs. Whoever runs it can read that. Its answers are never instructions to Countersign: every call is held as before.',
  'models.ask_plain':
    'This address has no encryption: others in your network can read along. No key is ever sent to it.',
  'models.ask_key': 'Key',
  'models.ask_goes_to':
    'The key is kept sealed on this computer and sent to {host} only. No agent, no model and no other page sees it.',
  'models.ask_keyless': 'No key belongs to it.',
  'models.ask_use': 'Use this model',
  'models.ask_use_key': 'Keep this key',

  'models.gone': 'That model is not there any more. Nothing was changed.',
  'models.asked': 'A question about a model waits for you already. Answer it first.',
  'models.bad_address':
    'That is not an address of a model’s server. It begins with https://, or with http:// on this computer and in your own network.',
  'models.key_on_plain':
    'A key is not sent without encryption to another computer. Use https, or a server that needs no key.',
  'models.bad_key': 'A key is one line without spaces. Nothing was kept.',
  'models.no_agent': 'Only agents of this app think with a model. Nothing was changed.',
  'models.many': 'More than {most} models are not kept. Remove one first.',
} as const
