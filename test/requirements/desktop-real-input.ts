// What the real app promises with servers it never saw and on desktops that lack something, each proved by a test that names it.
import type { Requirement } from './requirement.ts'

export const desktopRealInputRequirements = [
  {
    id: 'E2E-40',
    behaviour:
      'The reference server is added by its address, and a sentence calls one of its tools after an approval; the result is shown.',
  },
  {
    id: 'E2E-41',
    behaviour:
      'A server behind an unmodified authorization server is signed in to by the system browser over a loopback redirect.',
    source: 'RFC 9728, RFC 7591, RFC 8252 section 7.3',
  },
  {
    id: 'E2E-42',
    behaviour:
      'A redirect with a state that is not ours is ignored; the sign-in goes on and ends with the right one.',
    source: 'RFC 6749 section 10.12',
  },
  {
    id: 'E2E-43',
    behaviour: 'A call to that server is sent with a token bound to the key of this app.',
    source: 'RFC 9449 section 7.1',
  },
  {
    id: 'E2E-44',
    behaviour:
      'Without a notification service the app says so, and a question makes the hidden window visible.',
  },
  {
    id: 'E2E-45',
    behaviour:
      'Without a keychain the app says that secrets live in memory only, and none survives it.',
  },
  {
    id: 'E2E-46',
    behaviour: 'The tray says how many questions wait, in its tooltip and, by name, in its menu.',
  },
  {
    id: 'E2E-47',
    behaviour: 'Pressing a question in the tray opens the approval view with that card.',
  },
  {
    id: 'E2E-48',
    behaviour: 'Where there is a tray, a closed window hides into it and comes back from there.',
  },
] as const satisfies Requirement[]
