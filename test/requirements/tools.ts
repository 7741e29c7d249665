// Requirements of the tools of MCP servers: what is listed, pinned and offered, tasks, results and progress.
import type { Requirement } from './requirement.ts'

const tools = 'MCP 2026-07-28, tools'
const tasks = 'MCP extension io.modelcontextprotocol/tasks'
const legacyTasks = 'MCP 2025-11-25, tasks (experimental)'

export const toolRequirements = [
  {
    id: 'TOOL-01',
    behaviour: 'Tools are listed to the last page.',
    source: 'MCP 2026-07-28, pagination',
  },
  {
    id: 'TOOL-02',
    behaviour: 'A list in circles, without an end or of too many tools is left, with words.',
    threat: 159,
  },
  {
    id: 'TOOL-03',
    behaviour:
      'Names outside of ASCII letters, names that come twice and definitions that are too large or carry invisible characters are offered to no agent; the others are.',
    threat: [124, 126],
  },
  {
    id: 'TOOL-04',
    behaviour:
      'A definition (its words, title, schemas and hints) that is not the accepted one is blocked, and compared with the accepted one; a pin from before some of these counted stays as it is.',
    threat: 125,
  },
  {
    id: 'TOOL-05',
    behaviour: 'A tool that was taken away cannot come back as another.',
    threat: 125,
  },
  {
    id: 'TOOL-06',
    behaviour: 'A server that names another authorization server has all its tools blocked.',
    threat: 125,
  },
  {
    id: 'TOOL-07',
    behaviour: 'A tool whose header marks break the rules is hidden alone.',
    source: 'MCP 2026-07-28, transports',
  },
  {
    id: 'CASE-127',
    behaviour: 'An invalid x-mcp-header hides its tool, and the others remain.',
    source: 'MCP 2026-07-28, transports',
    case: 127,
  },
  {
    id: 'TOOL-08',
    behaviour: 'What agents read of a tool is bounded and without characters that nobody sees.',
    threat: 124,
  },
  {
    id: 'TOOL-09',
    behaviour: 'News of changed tools are heard during a call, and followed now and then only.',
    source: 'MCP 2025-11-25, tools',
    threat: 125,
  },
  {
    id: 'TOOL-20',
    behaviour: 'Where the tools were read long ago, they are read again before a call leaves.',
    threat: 125,
  },
  {
    id: 'TOOL-21',
    behaviour: 'The era of a server is told from its answers, and never from a refusal to let in.',
    source: 'MCP 2026-07-28, versioning',
  },
  {
    id: 'CASE-126',
    behaviour:
      'A 400 that lists versions stays modern, an empty one falls back to initialize, a 401 asks for a sign-in.',
    source: 'MCP 2026-07-28, versioning',
    case: 126,
  },
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
  {
    id: 'TOOL-30',
    behaviour:
      'When a tool is blocked, calls held for it end, new ones are refused in plain words, and the person is told once.',
    threat: 125,
  },
  {
    id: 'TOOL-31',
    behaviour:
      'A change is shown old against new and runs again once accepted; hints lower no risk.',
    threat: [124, 125],
  },
  {
    id: 'TOOL-32',
    behaviour: 'A tool that changes again while it is reviewed is not accepted with the review.',
    threat: 125,
  },
  { id: 'TOOL-33', behaviour: 'Cancelling a call on its way tells whoever sends it.' },
  {
    id: 'TOOL-40',
    behaviour:
      'A whole result is kept without _meta and without the secrets that went with the call.',
    source: tools,
    threat: 128,
  },
  {
    id: 'TOOL-41',
    behaviour: 'A result that is too large keeps its text and says so.',
    threat: 128,
  },
  {
    id: 'TOOL-42',
    behaviour: 'A structured result that is not what its schema promises is passed on, and said.',
    source: tools,
  },
  {
    id: 'TOOL-43',
    behaviour:
      'Endless bodies, comments, lines and events are broken off; a web page is no answer.',
    threat: [128, 159],
  },
  {
    id: 'TOOL-44',
    behaviour: 'Progress is told as often as a person can read, bounded and cleaned.',
    source: 'MCP 2026-07-28, progress',
  },
  {
    id: 'TOOL-45',
    behaviour: 'A call that nobody wants is cancelled on the wire as its era has it.',
    source: 'MCP 2026-07-28, cancellation',
  },
  {
    id: 'TOOL-46',
    behaviour:
      'What a result carries beside text is named and measured, saved where the person says, and never opened or fetched by itself.',
    source: tools,
    threat: 128,
  },
  {
    id: 'TOOL-50',
    behaviour:
      'A server is reached by its address only: none is ever started as a command, whoever names one.',
    source: 'MCP 2026-07-28, security best practices, local MCP server compromise',
    threat: 127,
  },
] as const satisfies readonly Requirement[]
