// What is known about single scenarios of the MCP conformance suite: those that cannot apply, and those that fail still.

const skills = 'Skills are not part of this app: it never asks a server for them.'
const guessing =
  'Removed from MCP in 2025-06-18: without protected resource metadata no authorization server is guessed.'
const workload =
  'For services that a platform gives a JWT of their own; a person’s computer has no such platform. The grant itself is played by enterprise-managed-authorization.'

/** They ask for what this app does not do, each with the reason. */
export const notApplicable: ReadonlyMap<string, string> = new Map([
  ['auth/2025-03-26-oauth-metadata-backcompat', guessing],
  ['auth/2025-03-26-oauth-endpoint-fallback', guessing],
  ['auth/wif-jwt-bearer', workload],
  ['sep-2640-client-no-prefetch', skills],
  ['sep-2640-client-verify-digest', skills],
  ['sep-2640-client-verify-size', skills],
  ['sep-2640-client-verify-frontmatter', skills],
])

/** They apply and are not passed yet. Take one out as soon as it passes. */
export const notYet: ReadonlyMap<string, string> = new Map()
