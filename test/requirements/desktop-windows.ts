// What the app's pages, its start and its data folder promise on a real desktop, each proved by a test that names it.
import type { Requirement } from './requirement.ts'

export const desktopWindowRequirements = [
  {
    id: 'E2E-60',
    behaviour:
      'Neither page runs foreign script or reaches a server by script, picture, style, frame, form, beacon or socket.',
    threat: 11,
  },
  {
    id: 'E2E-61',
    behaviour: 'Each page is given two functions that take and give plain data, and nothing else.',
    threat: 6,
  },
  {
    id: 'E2E-62',
    behaviour: 'A page that poisons its built-ins gets hold of nothing of the preload.',
    threat: 7,
  },
  {
    id: 'E2E-63',
    behaviour:
      'Whatever a taken-over preload sends is answered with words; nothing changes and the app lives on.',
    threat: 5,
  },
  {
    id: 'E2E-64',
    behaviour:
      'A page that gets itself to an empty address is refused everything there and brought back.',
    threat: 3,
  },
  {
    id: 'E2E-70',
    behaviour:
      'With an open keyring a restarted app is still signed in: a read runs without a new sign-in.',
  },
  {
    id: 'E2E-71',
    behaviour:
      "No file of the data folder, Chromium's among them, holds a secret in clear, and none can be read by others.",
  },
  {
    id: 'E2E-75',
    behaviour: 'A damaged database is kept aside unchanged; the app starts empty and says so.',
  },
  {
    id: 'E2E-76',
    behaviour: 'A second start on the same data ends by itself and brings up the first.',
    threat: 22,
  },
  {
    id: 'E2E-77',
    behaviour:
      'Data of a newer version is refused in words and left alone, and the app ends with 1.',
  },
] as const satisfies Requirement[]
