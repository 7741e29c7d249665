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
} as const
