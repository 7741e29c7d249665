// English texts of the gateway: its settings, its problems, and what it answers to who may not pass, by key.
export const gatewayTexts = {
  'gateway.title': 'Gateway',
  'gateway.explain':
    'Other agents on this computer call through here. It listens on this computer only, and only while an agent has a secret.',
  'gateway.listens': 'Listens at',
  'gateway.silent': 'Does not listen: no agent has a secret yet.',
  'gateway.copy': 'Copy address',
  'gateway.copied': 'Copied',
  'gateway.port': 'Which port',
  'gateway.port_any': 'Any free port',
  'gateway.port_fixed': 'Always the same port',
  'gateway.port_any_explain':
    'It may be another one after each start. Agents that are started as a command find it by themselves; those that were given an address need one that stays.',
  'gateway.port_number': 'Port number, 1024 to 65535',
  'gateway.port_set': 'Use this port',
  'gateway.port_bad': 'Type a whole number from 1024 to 65535. Nothing was changed.',
  'gateway.port_moves': 'Agents that were given the address need the new one.',
  'gateway.port_taken':
    'Port {port} is used by another program, so agents cannot get in there. Nothing is lost: calls that are held stay held. End the other program or choose another port; it is tried again every 30 seconds.',
  'gateway.no_port':
    'This computer gave no port ({reason}), so agents cannot get in. Nothing is lost: calls that are held stay held. It is tried again every 30 seconds.',
  'gateway.file_failed':
    'The address could not be written into {folder}, so agents that are started as a command do not find it. Make room or look at who may write there; it is tried again every 30 seconds.',
  'gateway.wrong_title': 'Somebody knocked with a wrong secret',
  'gateway.wrong':
    'A program on this computer called the gateway with a secret that belongs to no agent, and was refused. If you revoked an agent or made it a new secret, its old settings may still be in use.',
  'gateway.refused_form':
    'This is not a plain HTTP request to the gateway: one request at a time, no query, no proxy, one header of each name.',
  'gateway.refused_version': 'The gateway speaks HTTP/1.1 only.',
  'gateway.refused_method': 'The gateway takes GET, POST and DELETE only.',
  'gateway.refused_expect': 'The gateway takes no Expect header. Send the body right away.',
  'gateway.refused_host':
    'The gateway answers only to its own address: 127.0.0.1, [::1] or localhost with its port.',
  'gateway.refused_origin':
    'The gateway answers no web page. Call it from a program, without an Origin header.',
  'gateway.refused_secret':
    'This secret is not known. Make one for this agent in Countersign, and send it as “Authorization: Bearer …”.',
  'gateway.refused_tries': 'Too many requests with wrong secrets. Wait, and correct the secret.',
  'gateway.refused_path': 'There is nothing here. The MCP endpoint is /mcp.',
  'gateway.refused_type': 'Send the body as application/json in UTF-8.',
  'gateway.refused_encoding': 'Send the body as it is, without Content-Encoding.',
  'gateway.refused_too_large': 'The body is larger than 4 MB. Nothing of it was done.',
  'gateway.refused_not_json':
    'The body is not sound JSON: UTF-8, no duplicate keys, at most 64 levels, only numbers that can be kept exactly. Nothing of it was done.',
  'gateway.refused_slow': 'The request did not arrive in time. Nothing of it was done.',
  'gateway.refused_headers': 'The headers are larger than 16 KB.',
  'gateway.refused_rate': 'This agent sends too many requests. Wait as long as Retry-After says.',
  'gateway.refused_many': 'This agent has too much under way at once. End some of it first.',
  'gateway.refused_busy': 'Too many connections are open. Try again in a moment.',
  'gateway.refused_failed':
    'Countersign failed at this request and has written why into its log. Look there whether the call is known before you repeat it.',
} as const
