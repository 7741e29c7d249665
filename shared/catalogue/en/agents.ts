// Texts of agents: who may come in, what each may use, its secret, and how it is stopped.

export const agentsTexts = {
  'agents.gone':
    'This agent is not there any more, or its access was revoked. Nothing was changed.',
  'agents.bad_name':
    'A name has 1 to 60 characters that can be seen. Nothing was changed: give it another one.',
  'agents.name_taken':
    'Another agent is called “{name}” already, and you could not tell whose request you see. Nothing was changed: give it another name.',
  'agents.end_revoked': 'You revoked the access of this agent. Nothing more is sent for it.',
  'agents.end_limited':
    'You took this tool from the agent before anything was sent. Nothing was sent.',
  'agent.row_agent_added': 'An agent was added',
  'agent.row_agent_changed': 'An agent was changed',
  'agent.row_agent_paused': 'An agent was paused',
  'agent.row_agent_resumed': 'An agent goes on',
  'agent.row_agent_revoked': 'The access of an agent was revoked',

  'agents.title_agent_access': 'Let {agent} use more',
  'agents.agent_access_tag': 'An agent gets tools',
  'agents.agent_access_allows': 'It may see these tools and ask to use them.',
  'agents.agent_access_stays':
    'Each of its calls is held and shown to you as before, unless a rule or your trust for reading says otherwise.',
  'agents.agent_access_warn':
    'What the agent reads with these tools it may pass on to its own model and to whoever runs it.',
  'agents.agent_access_back':
    'Agents, this agent, “What it may use”: take the tick away. It works at once.',
  'agents.title_agent_secret': 'Make a secret for {agent}',
  'agents.agent_secret_tag': 'A way in',
  'agents.agent_secret_allows':
    'Whoever has the new secret may call as this agent. It is shown here, once, after you approve.',
  'agents.agent_secret_stays':
    'It is kept only as a hash. A secret that this agent had before ends with this one.',
  'agents.agent_secret_warn':
    'Give it to this one agent only, and keep it out of files that you share.',
  'agents.agent_secret_back': 'Agents, this agent, “New secret” or “Revoke”. It works at once.',
  'agents.title_agent_resume': 'Let {agent} go on',
  'agents.agent_resume_tag': 'A pause ends',
  'agents.agent_resume_allows':
    'What was held by its pause is judged again: your rules and your trust let it run unasked, the rest is asked.',
  'agents.agent_resume_stays': 'Nothing more is allowed than before the pause.',
  'agents.agent_resume_warn': 'Let it go on only if you know why it was paused.',
  'agents.agent_resume_back': 'Agents, this agent, “Pause”. It works at once.',
  'agents.nothing_to_give':
    'Nothing was asked, because the agent has all of this already, or its server no longer offers it. Choose something else.',
  'agents.secret_gone':
    'This secret is not shown any more and cannot be read again. The agent that has it can go on; to see one, make a new secret.',
  'agents.not_given':
    'This agent was not given that tool, so nothing was kept or sent. The person can give it in Countersign, under Agents.',
  'agents.line_name': '{agent}, called {before} before',
  'agents.line_secret': '{agent} got a secret',
  'agents.line_secret_again': '{agent} got a new secret; the one before ended',
  'agents.line_access': '{agent} may use more tools',
  'agents.line_secret_asked': '{agent} may come in with a new secret',
  'agents.line_resume': 'The pause of {agent} ended',
  'agents.secret_title': 'The secret of {agent}',
  'agents.secret_once':
    'It is shown here now and never again; it goes away when you leave this page, at the latest after 10 minutes. Countersign keeps only its hash.',
  'agents.secret_done': 'Done',
  'agents.secret': 'Secret',
  'agents.copy_secret': 'Copy the secret',
  'agents.copy': 'Copy',
  'agents.copied': 'Copied. It is taken off the clipboard in a minute.',
  'agents.snippet_for': 'Which agent gets it?',
  'agents.client_claude-code': 'Claude Code',
  'agents.client_claude-desktop': 'Claude Desktop',
  'agents.client_vscode': 'VS Code',
  'agents.client_cursor': 'Cursor',
  'agents.client_other': 'Another one',
  'agents.way_stdio': 'It starts a command (works always)',
  'agents.way_http': 'It calls an address',
  'agents.way_hook': 'It asks before it uses tools of its own',
  'agents.port_changes':
    'This address lasts until Countersign ends. For one that stays, choose a port in the settings, under Gateway.',
  'agents.no_port':
    'Nothing listens yet. In a moment, or in the settings under Gateway, you see why.',
  'agents.run_this': 'Run this in a terminal:',
  'agents.settings_are': 'Its settings for this server:',
  'agents.put_into': 'Put this into {file}; where that has entries already, add these to them:',
  'agents.asks_for_it': 'It asks for the secret when it starts; the file itself does not hold it.',
  'agents.tools_of': '{connection} ({host})',
  'agents.no_tools_now': 'No tool at present.',
  'agents.whole_connection': 'The whole connection: tools that its server adds later are included.',
  'app.place.agents': 'Agents',
  'agents.add': 'Add an agent',
  'agents.add_now': 'Add',
  'agents.explain':
    'Claude Code, Claude Desktop, VS Code, Cursor and any other MCP client can use your connections through Countersign. Their calls wait in your inbox like those of the built-in agent, and they never see a token.',
  'agents.explain_steps':
    'Give the agent a name. Then make its secret, paste what the approval view shows into the agent, and choose what it may use.',
  'agents.name': 'Name',
  'agents.name_hint':
    'Requests say by this name who asks. What the agent calls itself stands beside it.',
  'agents.held': 'held: {count}',
  'agents.revoked': 'Revoked',
  'agents.state_revoked': 'revoked',
  'agents.state_paused': 'paused',
  'agents.state_here': 'built in',
  'agents.state_no_secret': 'has no secret',
  'agents.state_ready': 'may come in',
  'agents.runs_here': 'Runs in this app',
  'agents.never_seen': 'Never came in yet',
  'agents.seen': 'Last seen {moment}',
  'agents.comes_in': 'How it comes in',
  'agents.never_came': 'It has not come in yet.',
  'agents.came_http': 'By its address, as {client} {version}, MCP {protocol}',
  'agents.came_stdio': 'By the command countersign-mcp, as {client} {version}, MCP {protocol}',
  'agents.came_hook': 'By the command countersign-hook, as {client}',
  'agents.own_word': 'These are its own words for itself; only the secret proves who it is.',
  'agents.needs_secret': 'It cannot come in before you make its secret.',
  'agents.port_fixed': 'Its address here: 127.0.0.1, port {port}. The port stays the same.',
  'agents.port_now':
    'Its address here: 127.0.0.1, port {port}, until Countersign ends. The settings can fix the port; the command works in any case.',
  'agents.may_use': 'What it may use',
  'agents.all_connections':
    'Every connection and all of its tools. Each call is held and shown to you, unless a rule or your trust for reading says otherwise.',
  'agents.no_connections': 'There is no connection yet. Add one first.',
  'agents.access_asks':
    'Taking a tick away works at once. Setting one is asked for in the approval view.',
  'agents.given_whole': '(everything, later tools too)',
  'agents.given_count': '({count} of {all} tools)',
  'agents.whole': 'The whole connection, with tools it gets later',
  'agents.take_all': 'Take all of it away',
  'agents.own_tools': 'Its own tools',
  'agents.own_tools_words':
    'It runs these itself, on this computer, and asks here before it does. Countersign sends nothing for them and cannot see what they did.',
  'agents.own_reading_on': 'Its tools that only look at files run unasked.',
  'agents.own_reading_off': 'You are asked about each of them, also those that only look at files.',
  'agents.own_reading_stop': 'Ask about reading too',
  'agents.own_reading_ask': 'Trust it for reading files …',
  'agents.did': 'What it did last',
  'agents.did_nothing': 'It has called nothing yet.',
  'agents.all_activity': 'All of its activity',
  'agents.pause': 'Pause',
  'agents.resume': 'Let it go on …',
  'agents.make_secret': 'Make its secret …',
  'agents.new_secret': 'New secret …',
  'agents.revoke': 'Revoke',
  'agents.revoke_question': 'Revoke the access of “{agent}”?',
  'agents.revoke_words':
    'At once and for good: its secret ends, its held calls are cancelled, its rules and plans end. What it did stays in the activity.',
  'agents.revoke_now': 'Revoke for good',
  'agents.revoke_keep': 'Keep it',
  'agents.rename': 'Rename',
  'agents.rename_now': 'Save the name',
} as const
