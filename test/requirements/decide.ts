// What a person may change before they decide, prove together with it, and never approve by accident, each proved by a test.
import type { Requirement } from './requirement.ts'

export const decideRequirements = [
  {
    id: 'EDIT-01',
    behaviour:
      'Edited arguments are frozen and bound anew: only the changed bytes can run, under a new digest, and the agent’s own are kept.',
    threat: 23,
  },
  {
    id: 'EDIT-02',
    behaviour:
      'Only what is open, asked for and was shown may be edited; an edit never approves, and nothing but digests is recorded.',
    threat: 44,
  },
  {
    id: 'EDIT-03',
    behaviour:
      'Edited arguments must fit the tool’s schema; what does not is named by its place, and nothing is changed.',
    source: 'JSON Schema 2020-12 and draft-07',
  },
  {
    id: 'EDIT-04',
    behaviour:
      'A schema that leads elsewhere, does not compile, takes too long or carries code runs nothing and holds nothing up.',
  },
  {
    id: 'EDIT-05',
    behaviour:
      'An edit may raise the risk and never lowers it; the typed number follows the edited amount.',
    threat: 42,
  },
  {
    id: 'EDIT-06',
    behaviour:
      'An edited approval is approved in the approval view alone; of an edit and an answer that race exactly one wins.',
    threat: [26, 39],
  },
  {
    id: 'EDIT-07',
    behaviour: 'An edited question survives a crash as edited, and is still only a question.',
  },
  {
    id: 'EDIT-08',
    behaviour: 'The agent is told that the person changed the arguments, and to what.',
  },
  {
    id: 'EDIT-09',
    behaviour:
      'Editing by field or as JSON changes what was typed and nothing else: no number is rounded and nothing stays hidden.',
  },
  {
    id: 'EDIT-10',
    behaviour:
      'In edit mode nothing can be approved; what is refused is named at its field and stays as typed; leaving arms anew.',
    threat: 29,
  },
  {
    id: 'EDIT-11',
    behaviour:
      'The reason of a denial reaches the agent, bounded, line by line, and with nothing in it that cannot be seen.',
    threat: 31,
  },
] as const satisfies Requirement[]

export const aheadRequirements = [
  {
    id: 'AHEAD-01',
    behaviour:
      'Where the same operation was asked for a proof last time by its first-party issuer itself, the approval card says so and takes it.',
  },
  {
    id: 'AHEAD-02',
    behaviour:
      'A code given ahead answers exactly this call, at exactly the host that was named, once and within a minute; else it is dropped.',
  },
  {
    id: 'AHEAD-03',
    behaviour:
      'A code given ahead is in no log, no row of the store, no page but the one it was typed in, and at no other host.',
  },
  {
    id: 'AHEAD-04',
    behaviour:
      'A code given ahead that is refused leads to the ordinary step-up card, with the server’s words and the tries left.',
  },
  {
    id: 'AHEAD-05',
    behaviour:
      'The passkey ceremony opens right after Approve where a passkey was asked for last time.',
  },
] as const satisfies Requirement[]

export const stormRequirements = [
  {
    id: 'STORM-01',
    behaviour:
      'Random keys, clicks, touches, pens and wheels around showing, swapping, resizing and focusing approve nothing that began before it was seen for 500 ms.',
    threat: [28, 29],
  },
  {
    id: 'STORM-02',
    behaviour: 'The storms can see the fault: without arming they do approve by accident.',
    threat: 28,
  },
  {
    id: 'STORM-03',
    behaviour: 'An answer counts only while the window that shows the question has the keyboard.',
    threat: [38, 44],
  },
  {
    id: 'STORM-04',
    behaviour:
      'Esc, closing, a crash, quitting, locking, sleeping, time and errors approve nothing; each call ends once and its agent hears of it; cancel and decline stay apart.',
    threat: 43,
  },
  {
    id: 'STORM-05',
    behaviour:
      'Focus, size, sight, IME, touch, pen, Esc, Tab and the end of the countdown wake or press nothing; there is no default button.',
    threat: [28, 29, 41],
  },
] as const satisfies Requirement[]
