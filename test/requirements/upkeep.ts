// Requirements of keeping connections: refreshing, renewing, revoking, and choosing whom to sign in at.
import type { Requirement } from './requirement.ts'

export const upkeepRequirements = [
  {
    id: 'UPKEEP-01',
    behaviour: 'Any number of callers refresh a grant with one request.',
    source: 'RFC 9700 4.14',
    threat: 64,
  },
  {
    id: 'UPKEEP-02',
    behaviour: 'A rotated token is neither lost with a full disk nor kept for a removed grant.',
  },
  {
    id: 'UPKEEP-03',
    behaviour:
      'What a network or a server does to a refresh ends no grant; a lost answer is asked for again.',
    source: 'RFC 6749 6',
  },
  {
    id: 'UPKEEP-04',
    behaviour:
      'A connection is held through two hundred refreshes with faults, and nobody signs in.',
  },
  {
    id: 'UPKEEP-05',
    behaviour: 'How long a refresh token and an authorization last is kept with the grant.',
    source: 'OAuth refresh token and authorization expiration',
  },
  {
    id: 'UPKEEP-06',
    behaviour:
      'An access token is renewed before it ends where it is used, and not where it is not.',
  },
  {
    id: 'UPKEEP-07',
    behaviour: 'A refresh token that would end unused is used before that.',
    source: 'OAuth refresh token and authorization expiration',
  },
  {
    id: 'UPKEEP-08',
    behaviour: 'The person is told once, in time, when an authorization as a whole ends.',
    source: 'OAuth refresh token and authorization expiration',
  },
  {
    id: 'UPKEEP-09',
    behaviour:
      'A revocation that a server did not confirm is tried again, said, and given up in the end.',
    source: 'RFC 7009 2.2',
    threat: 72,
  },
  {
    id: 'UPKEEP-10',
    behaviour: 'Revocations survive crashes and restarts, with the client and the key of then.',
    threat: 72,
  },
  {
    id: 'UPKEEP-11',
    behaviour:
      'Of several authorization servers the first that can be used is used, and the others are named.',
    source: 'RFC 9728 2, MCP authorization',
  },
  {
    id: 'UPKEEP-12',
    behaviour: 'Choosing another authorization server carries nothing of the former one there.',
    source: 'RFC 9728 7.6',
    threat: 60,
  },
  {
    id: 'UPKEEP-13',
    behaviour:
      'A client ID that a person entered is checked, used, and never replaced by a registration.',
    source: 'MCP authorization, client registration',
    threat: 73,
  },
  {
    id: 'UPKEEP-14',
    behaviour:
      'A sign-in that somebody decides waits, once, through restarts, and goes on with less meanwhile.',
    source: 'draft-ietf-oauth-deferred-token-response-01',
  },
  {
    id: 'UPKEEP-15',
    behaviour: 'Renewing signs in anew and gives up the former grant only for a new one.',
  },
  {
    id: 'UPKEEP-16',
    behaviour:
      'A mark that the person gives or takes back while a connection is worked on stays as they decided.',
  },
  {
    id: 'UPKEEP-17',
    behaviour:
      'An entered client ID comes first, then our metadata document where it is read, then a registration.',
    source: 'MCP authorization, client registration',
  },
  {
    id: 'UPKEEP-18',
    behaviour:
      'Ways to sign in that were allowed for an authorization server end with its last connection, as its mark does.',
  },
  {
    id: 'CASE-016',
    behaviour: 'The life of a deferral code never becomes the life of a token.',
    source: 'draft-ietf-oauth-deferred-token-response-01',
    case: 16,
  },
  {
    id: 'CASE-048',
    behaviour:
      'A deferred refresh keeps the old refresh token until it succeeds; after a denial that is tried once.',
    source: 'draft-ietf-oauth-deferred-token-response-01',
    case: 48,
  },
] as const satisfies Requirement[]
