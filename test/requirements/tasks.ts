// What tasks and plans promise: nothing lost or repeated, paused at once, and only what was shown runs by a plan, once.
import type { Requirement } from './requirement.ts'

export const taskRequirements = [
  {
    id: 'TSK-01',
    behaviour:
      'A model’s answer is kept as a whole before any of its calls is received; a process that ends between any two writes loses none of them and repeats none.',
    threat: 135,
  },
  {
    id: 'TSK-02',
    behaviour:
      'After a restart a model is asked only about what it has not been told of, and not at all while nothing has happened.',
  },
  {
    id: 'TSK-03',
    behaviour:
      'A paused task asks its model nothing and sends nothing; other tasks go on; its words up to then are kept and marked.',
  },
  {
    id: 'TSK-04',
    behaviour:
      'A paused task that holds calls, a plan or rules goes on only after the approval view confirmed it; without any of them, and after a failure, it goes on at once.',
  },
  {
    id: 'TSK-05',
    behaviour:
      'A call that names no tool of ours or does not parse is told to the model as failed, and the task goes on or ends by itself.',
  },
  {
    id: 'TSK-06',
    behaviour:
      'A failed step of a model says why, keeps what was held, and is taken again on request without repeating what ran.',
  },
  {
    id: 'TSK-07',
    behaviour:
      'A message of the person to a task that is done or waits continues its conversation.',
  },
  {
    id: 'TSK-08',
    behaviour: 'The tasks of agents that run elsewhere are never given to a model.',
  },
  {
    id: 'TSK-09',
    behaviour:
      'An exported task holds what was said, asked and answered, in order, quoted so that nothing in it passes for ours, and no secret.',
  },
  {
    id: 'TSK-10',
    behaviour: 'What a model used is added up per task, with its cost where a price is known.',
  },
  {
    id: 'TSK-11',
    behaviour: 'A model that goes on for hundreds of steps without the person is stopped.',
  },
  {
    id: 'TSK-12',
    behaviour:
      'The task on the screen shows what its model says now, a way to stop it, why it failed, what it used, and its plan.',
  },
  {
    id: 'TSK-13',
    behaviour:
      'The list of tasks offers older ones than it shows, and a task that is opened is shown with its steps however many came after it.',
  },
  {
    id: 'PLN-01',
    behaviour:
      'By an approved plan runs exactly a call of a digest that was shown and left in, of its own task and agent, once per entry, and nothing else.',
    threat: 27,
  },
  {
    id: 'PLN-02',
    behaviour:
      'A plan allows nothing before it is approved and nothing after its end: with its task, by the person, or by the next plan.',
  },
  {
    id: 'PLN-03',
    behaviour:
      'Inside a plan high risk is still asked for its proof, what a rule forbids is still denied, and nothing runs behind a locked screen.',
  },
  {
    id: 'PLN-04',
    behaviour:
      'A tool that changed, or a connection that is gone, voids the entries of a plan that name it.',
    threat: 125,
  },
  {
    id: 'PLN-05',
    behaviour:
      'Only the approval view approves a plan, only what it shows by its digest, and every drop or edit is shown anew under another digest.',
    threat: 23,
  },
  {
    id: 'PLN-06',
    behaviour:
      'The person drops and edits single calls of a plan; an edit is checked against the tool’s schema, never lowers the risk, and is told to the agent.',
  },
  {
    id: 'PLN-07',
    behaviour:
      'A plan with a call that is not possible, or with too many, is not asked about; its agent is told why.',
  },
  {
    id: 'PLN-08',
    behaviour:
      'Who allowed a call by a plan stands in its receipt and in the record, with what was asked, changed, approved and ended.',
  },
  {
    id: 'PLN-09',
    behaviour:
      'A process that ends between any two writes around a plan leaves no entry used twice and no question without its plan.',
    threat: 135,
  },
  {
    id: 'PLN-10',
    behaviour:
      'The card of a plan shows every call with every value, its risk, what was dropped and changed, at any width.',
  },
] satisfies Requirement[]
