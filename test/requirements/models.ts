// What language models of an endpoint promise, each proved by a test that names it.
import type { Requirement } from './requirement.ts'

const openai = 'https://platform.openai.com/docs/api-reference/chat-streaming'
const anthropic = 'https://docs.anthropic.com/en/api/messages-streaming'

export const modelRequirements = [
  {
    id: 'MDL-01',
    behaviour:
      'One step is one streamed answer: words are told as they come, calls are collected however their pieces are split, tokens are counted.',
    source: openai,
  },
  {
    id: 'MDL-02',
    behaviour: 'Stopping a step closes the stream and rejects with the reason of who stopped it.',
  },
  {
    id: 'MDL-03',
    behaviour:
      'Nothing of an answer that broke, ended early, was not readable or reported an error is acted on; it is asked for again within bounds, then told in words.',
    source: anthropic,
  },
  {
    id: 'MDL-04',
    behaviour:
      'No key, a wrong key, no credit, a rate limit, a missing model, a context that is too long, a server in trouble and a page that is no model each have words of their own.',
  },
  {
    id: 'MDL-05',
    behaviour:
      'A rate limit is waited for as long as the server asks within bounds, and a longer one is told at once.',
    source: 'RFC 9110 section 10.2.3',
  },
  {
    id: 'MDL-06',
    behaviour:
      'Every call in a conversation has its result right behind it, whatever became of it, and what a tool returned stands in results alone.',
  },
  {
    id: 'MDL-07',
    behaviour:
      'Tools get names that providers take, unique and the same at every step, and come back to exactly the tool they name.',
  },
  {
    id: 'MDL-08',
    behaviour:
      'A schema that a provider would refuse is mended or its tool left out; one bad tool never ends the request.',
  },
  {
    id: 'MDL-09',
    behaviour:
      'A call of a tool that does not exist, or with arguments that are unsound or do not fit, is not made; the model and the person are told, and five such answers in a row end the step.',
  },
  {
    id: 'MDL-10',
    behaviour:
      'Arguments go on as the model wrote them, byte for byte, and a key that stands twice, half a character or a number that would change is refused.',
  },
  {
    id: 'MDL-11',
    behaviour:
      'When a conversation does not fit, the oldest results are left out with a mark first, before it is told that it is too long.',
  },
  {
    id: 'MDL-12',
    behaviour:
      'The key goes to the model’s own address in its header and nowhere else: not into the conversation, errors, the log or what the pages get.',
  },
  {
    id: 'MDL-13',
    behaviour:
      'A plan that a model lays out comes back as exact calls, and it is told what became of each.',
  },
  {
    id: 'MDL-14',
    behaviour:
      'A model’s server may lie in one’s own network only as the very host that was entered, over plain http only there, and without a key.',
  },
  {
    id: 'MDL-15',
    behaviour:
      'A model is added and given a key in the approval view only; it is renamed, tested, chosen and removed from the settings, and removing it deletes its key.',
  },
  {
    id: 'MDL-19',
    behaviour:
      'Removing a model pauses the tasks that think with it and says so in them: none goes on with the rehearsal unless the person resumes it.',
  },
  {
    id: 'MDL-16',
    behaviour:
      'An agent with a model does a task through a held call: the person approves, the model gets the result and says the last word.',
  },
  {
    id: 'MDL-17',
    behaviour: 'A crash in the middle of an answer repeats no call and loses none.',
  },
  { id: 'MDL-18', behaviour: 'What tokens cost is told in millionths of a dollar, rounded up.' },
] as const satisfies Requirement[]
