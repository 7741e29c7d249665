// Requirements of the tools of MCP servers: what is listed, pinned and offered, tasks, results and progress.
import type { Requirement } from './requirement.ts'

const tasks = 'MCP extension io.modelcontextprotocol/tasks'
const legacyTasks = 'MCP 2025-11-25, tasks (experimental)'

export const toolRequirements = [
  {
    id: 'TOOL-10',
    behaviour:
      'A call that its server works on as a task is asked after until its end, and was sent once.',
    source: tasks,
  },
  {
    id: 'TOOL-11',
    behaviour: 'After a restart a call with a task is asked after again and never sent again.',
    source: tasks,
    threat: 135,
  },
  {
    id: 'TOOL-12',
    behaviour: 'A task that its server cancelled or does not know ends its call in plain words.',
    source: tasks,
  },
  {
    id: 'TOOL-13',
    behaviour: 'Cancelling a call cancels its task at the server, whose end is still heard.',
    source: tasks,
  },
  { id: 'TOOL-14', behaviour: 'A task is left to its server when the app goes.', source: tasks },
  { id: 'TOOL-15', behaviour: 'A server that is away for a moment loses no task.', source: tasks },
  {
    id: 'TOOL-16',
    behaviour: 'A refusal while a task is asked after is a challenge, and no second call.',
    source: 'RFC 6750 3.1',
  },
  {
    id: 'TOOL-17',
    behaviour: 'A key of a task’s question is put to the person once.',
    source: tasks,
  },
  {
    id: 'CASE-128',
    behaviour: 'A task that asks by the same key at every poll asks the person once.',
    source: tasks,
    case: 128,
  },
  {
    id: 'TOOL-18',
    behaviour: 'A task that asks for sampling or roots is ended.',
    source: tasks,
    threat: 130,
  },
  {
    id: 'TOOL-19',
    behaviour: 'A tool that requires a task of the earlier form is called with one.',
    source: legacyTasks,
  },
] as const satisfies readonly Requirement[]
