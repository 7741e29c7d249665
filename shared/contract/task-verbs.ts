// The verbs of tasks and plans: the app window starts, says, pauses and ends; what lets something run again it only asks for.
import { z } from 'zod'
import { taskViewSchema } from '../overview.ts'
import { editOutcomeSchema } from './decide-verbs.ts'

const id = z.string().min(1).max(200)
const byTask = z.object({ taskId: id }).strict()
const done = z.object({ done: z.literal(true) })
const words = z.string().trim().min(1)
/** Names what the person saw: both must match what main shows, or the change is refused. */
const shownEntry = { interactionId: id, digest: id, position: z.number().int().min(0).max(1_000) }

export const taskVerbs = {
  /** What the snapshot has no room for: the tasks before this one, newest first, without their steps. */
  'task.list': {
    surface: 'app',
    widens: false,
    input: z.object({ beforeTaskId: id, limit: z.number().int().min(1).max(5_000) }).strict(),
    output: z.object({ tasks: z.array(taskViewSchema), more: z.boolean() }),
  },
  /** One of them with its last steps; null where there is none. */
  'task.load': {
    surface: 'app',
    widens: false,
    input: byTask,
    output: z.object({ task: taskViewSchema.nullable() }),
  },
  'task.start': {
    surface: 'app',
    widens: false,
    input: z.object({ agentId: id, text: words.max(20_000) }).strict(),
    output: z.object({ taskId: z.string() }),
  },
  /** A message to a task that is there: as starting one, it decides nothing of what may run. */
  'task.say': {
    surface: 'app',
    widens: false,
    input: z.object({ taskId: id, text: words.max(20_000) }).strict(),
    output: done,
  },
  'task.cancel': { surface: 'app', widens: false, input: byTask, output: done },
  /** Stops its model at once, and holds what has not been sent. */
  'task.pause': { surface: 'app', widens: false, input: byTask, output: done },
  /**
   * Asks in the approval view where something would run unasked again: held calls, a plan, rules of this task. Without
   * any of these it goes on at once, which allows no more than starting a task does.
   */
  'task.ask-resume': {
    surface: 'app',
    widens: false,
    input: byTask,
    output: z.object({ outcome: z.enum(['resumed', 'asked']) }),
  },
  'task.rename': {
    surface: 'app',
    widens: false,
    input: z.object({ taskId: id, title: words.max(200) }).strict(),
    output: done,
  },
  /** Where to is asked by main, with the system's own dialog. */
  'task.export': {
    surface: 'app',
    widens: false,
    input: z.object({ taskId: id, format: z.enum(['json', 'md']) }).strict(),
    output: z.object({ isGood: z.boolean(), words: z.string() }),
  },
  /** Narrows: what has not run by it is asked about from now on. */
  'plan.end': {
    surface: 'app',
    widens: false,
    input: z.object({ planId: id }).strict(),
    output: done,
  },
  /** Approves nothing: the changed plan is shown anew under another digest. */
  'approval.drop-planned': {
    surface: 'approval',
    widens: false,
    input: z.object({ ...shownEntry, dropped: z.boolean() }).strict(),
    output: done,
  },
  'approval.edit-planned': {
    surface: 'approval',
    widens: false,
    input: z.object({ ...shownEntry, argumentsJson: z.string().max(150_000) }).strict(),
    output: editOutcomeSchema,
  },
} as const
