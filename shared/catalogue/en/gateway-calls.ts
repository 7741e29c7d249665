// English texts of the gateway's protocol: what other agents are told, and so in the end the people who run them.
export const gatewayCallTexts = {
  'gateway_calls.instructions':
    'Countersign stands between you and these tools: a person approves calls before they run. A call may therefore be held, for minutes or hours. If you get “held” as an answer, the call is kept: do not repeat it, go on with other work, and call wait_for_call with its handle later.',
  'gateway_calls.wait_title': 'Wait for a held call',
  'gateway_calls.wait_description':
    'Waits for a call that was answered with “held”, and gives its result once it ran. Waits up to 20 seconds; if it is still held then, it says so and can be called again. Asks nobody for anything and changes nothing.',
  'gateway_calls.wait_argument': 'The handle from the answer that said “held”.',
  'gateway_calls.held':
    'This call is held for the person. It is not lost, and it has not run. Do not repeat it. {who} Go on with other work; the tool wait_for_call, given {handle} as “call”, waits for it and gives its result. It ends by itself at {until}.',
  'gateway_calls.on_way':
    'This call is on its way and its server has not answered yet. Do not repeat it: it would run twice. The tool wait_for_call, given {handle} as “call”, waits for its result.',
  'gateway_calls.waits_person': 'Waiting for the person to decide in Countersign.',
  'gateway_calls.waits_proof':
    'The server asked for more; waiting for the person to prove who they are.',
  'gateway_calls.waits_server': 'Approved; waiting for {host} to allow it.',
  'gateway_calls.waits_allowance': 'Approved; waiting for the server to allow it.',
  'gateway_calls.waits_answer': 'Sent; waiting for the server’s answer.',
  'gateway_calls.denied': 'This call was denied, so it was not run. {words}',
  'gateway_calls.expired': 'Nobody decided about this call in time, so it was not run. {words}',
  'gateway_calls.cancelled': 'This call was cancelled. {words}',
  'gateway_calls.failed': 'This call did not succeed. {words}',
  'gateway_calls.unknown':
    'Nobody knows whether this call ran: its answer was lost. Do not repeat it. Find out first, with a call that only reads. {words}',
  'gateway_calls.no_such_call':
    'No call of yours has this handle. Use the one from the answer that said “held”, letter by letter.',
  'gateway_calls.no_such_tool':
    'You were not given a tool named {name}. List the tools again: what you may use can change.',
  'gateway_calls.agent_left': 'The agent stopped waiting and took the call back.',
  'gateway_calls.agent_cancelled': 'The agent took the call back.',
  'gateway_calls.broken':
    'Countersign could not take this call. Nothing was sent. Try again; if it stays so, look at Countersign.',
  'gateway_calls.not_running':
    'Countersign is not running, so nothing was asked and nothing was sent. Start the Countersign app and try again.',
  'gateway_calls.no_secret':
    'COUNTERSIGN_SECRET is not set. Make a secret for this agent in Countersign (Agents) and set it in the environment of this command.',
  'gateway_calls.secret_refused':
    'Countersign does not know this secret. Make a new one for this agent in Countersign (Agents) and set it as COUNTERSIGN_SECRET.',
  'gateway_calls.lost_connection':
    'The connection to Countersign broke. If the call was held, it still is: make the same call again and it goes on where it was.',
  'gateway_calls.line_too_long': 'This message is longer than 4 MB, so it was not passed on.',
} as const
