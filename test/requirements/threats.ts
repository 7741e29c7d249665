// Requirements that come from the threat list and fit no single room.
import type { Requirement } from './requirement.ts'

export const threatRequirements = [
  {
    id: 'COVER-01',
    behaviour:
      'Every conformance case and every threat that blocks a release has a requirement, or is listed as open.',
  },
  {
    id: 'THREAT-052',
    behaviour: 'No parameter of the callback leads the browser anywhere.',
    threat: 52,
  },
  {
    id: 'THREAT-053',
    behaviour: 'The callback port is bound for us alone, and one that somebody took is not named.',
    threat: 53,
  },
  {
    id: 'THREAT-055',
    behaviour: 'An issuer in a callback is ours only when it is the same to the byte.',
    threat: 55,
  },
  {
    id: 'THREAT-056',
    behaviour:
      'A flow ends at the endpoints it began with, and metadata is its issuer’s to the byte.',
    threat: 56,
  },
  {
    id: 'THREAT-062',
    behaviour: 'Proofs sent at once share no identifier.',
    threat: 62,
  },
  {
    id: 'THREAT-065',
    behaviour: 'Only a JSON error with 400 says that a refresh token has ended.',
    threat: 65,
  },
  {
    id: 'THREAT-067',
    behaviour:
      'An ID token that lies in any claim, key or header is refused; nothing it names is fetched.',
    threat: 67,
  },
  {
    id: 'THREAT-068',
    behaviour:
      'What somebody else signed in for does not serve this person: it is refused and revoked, and no link starts anything.',
    threat: 68,
  },
  {
    id: 'THREAT-079',
    behaviour:
      'Absurd intervals and lifetimes are honoured or replaced, and never polled in a burst.',
    threat: 79,
  },
  {
    id: 'THREAT-082',
    behaviour: 'A sleep that nobody tells of, or that is told twice, changes no distance of polls.',
    threat: 82,
  },
  {
    id: 'THREAT-083',
    behaviour: 'Being offline, or behind a captive portal, ends no wait and starts no burst.',
    threat: 83,
  },
  {
    id: 'THREAT-085',
    behaviour:
      'A late answer finds no second poll beside it, and after the end it changes nothing.',
    threat: 85,
  },
  {
    id: 'THREAT-087',
    behaviour: 'Codes of the browser that contradict, repeat or could be guessed are refused.',
    threat: 87,
  },
  {
    id: 'THREAT-089',
    behaviour: 'The same code of two issuers is two waits.',
    threat: 89,
  },
  {
    id: 'THREAT-091',
    behaviour: 'Words of a server are cut, and what hides or reorders in them is shown as a mark.',
    threat: 91,
  },
  {
    id: 'THREAT-092',
    behaviour: 'Nothing listens for news of a wait.',
    threat: 92,
  },
  {
    id: 'THREAT-107',
    behaviour:
      'An assertion is made on the person’s word only, and goes to the endpoint that the flow began at.',
    threat: 107,
  },
] as const satisfies Requirement[]
