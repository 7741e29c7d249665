// What the two pages promise.
import type { Requirement } from './requirement.ts'

export const rendererRequirements = [
  {
    id: 'RND-01',
    behaviour:
      'Accidental keys and clicks around the moment a question appears never approve anything.',
    threat: 28,
  },
  {
    id: 'RND-02',
    behaviour:
      'A press that began on other content, or before the button woke, does nothing; every new content puts it to sleep again.',
    threat: 29,
  },
  {
    id: 'RND-03',
    behaviour: 'What does not fit must have been scrolled to its end before it can be approved.',
    threat: 30,
  },
  {
    id: 'RND-04',
    behaviour:
      'Invisible, reordering and look-alike blank characters are shown as boxes, and long runs of blanks by their length.',
    threat: 31,
  },
  {
    id: 'RND-05',
    behaviour:
      'Words of agents and servers are plain text: they add no elements, load nothing and cannot pose as ours.',
    threat: 33,
  },
  {
    id: 'RND-06',
    behaviour: 'High risk is approved only with the typed value, which goes to main to be checked.',
    threat: 42,
  },
  {
    id: 'RND-07',
    behaviour:
      'A one-time code can be pasted or typed, holds digits only, and is forgotten as soon as it was sent or the page is out of sight.',
    threat: 98,
  },
  {
    id: 'RND-08',
    behaviour:
      'The approval page tells main what it has painted, and never what is not on the screen yet.',
    threat: 44,
  },
  {
    id: 'RND-09',
    behaviour:
      'Every screen and state of both pages is free of serious accessibility faults in light and dark.',
    threat: 46,
  },
  {
    id: 'RND-10',
    behaviour:
      'The app page reports where it leaves room for the approval view, and takes the room back when something else is shown.',
  },
  {
    id: 'RND-13',
    behaviour:
      'A person starts a task, adds a connection and stops a wait from the app page alone.',
  },
  {
    id: 'RND-14',
    behaviour:
      'After an approval the person sees what became of it: a wait takes the place of its card, unless they have turned to something else.',
  },
  {
    id: 'RND-15',
    behaviour:
      'News of what went well leaves by itself unless somebody is on it; news of trouble stays until it is dismissed; neither covers anything.',
  },
  {
    id: 'RND-11',
    behaviour: 'Moments, spans, sizes and digests are written the same short way everywhere.',
  },
  {
    id: 'RND-12',
    behaviour:
      'An elicitation is answered with exactly its known fields, each in the type asked for.',
    threat: 103,
  },
] as const satisfies Requirement[]
