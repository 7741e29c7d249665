// What the interaction room promises, each proved by a test that names it.
import type { Requirement } from './requirement.ts'

export const interactionRequirements = [
  {
    id: 'INT-01',
    behaviour: 'The digest changes with every part of the call that decides what runs.',
    threat: 24,
  },
  {
    id: 'INT-02',
    behaviour:
      'Arguments with duplicate keys, lone surrogates, numbers that would change or too much depth or size are refused.',
    source: 'RFC 8785 3.1',
    threat: 25,
  },
  {
    id: 'INT-03',
    behaviour: 'Arguments of 100 KB and with bidirectional characters are held and shown whole.',
    threat: 31,
  },
  {
    id: 'INT-04',
    behaviour: 'Each surface may answer only what it may answer.',
    threat: 39,
  },
  {
    id: 'INT-05',
    behaviour: 'The approval view approves only what it named by digest and what was shown.',
    threat: 44,
  },
  {
    id: 'INT-06',
    behaviour: 'High risk needs a number of the request, typed by the person.',
    threat: 42,
  },
  { id: 'INT-07', behaviour: 'An interaction is answered once.', threat: 26 },
  { id: 'INT-08', behaviour: 'An unanswered question expires, also over a restart.' },
  {
    id: 'INT-09',
    behaviour: 'An answer that cannot be saved changes nothing, and the question stays open.',
    threat: 139,
  },
  {
    id: 'INT-10',
    behaviour: 'Elicitations of an earlier process are withdrawn at start.',
  },
  {
    id: 'INT-11',
    behaviour: 'A hint of a server may raise the risk class and never lowers it.',
    threat: 124,
  },
  {
    id: 'INT-12',
    behaviour: 'Titles and rows are written from frozen values, with what is new or different.',
    threat: 23,
  },
] as const satisfies Requirement[]
