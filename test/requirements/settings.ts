// What the in-app view for interactions, the first run and the settings owe the person.
import type { Requirement } from './requirement.ts'

export const settingsRequirements = [
  {
    id: 'VIEW-20',
    behaviour:
      'A page opens inside the app only for an issuer marked first-party and only of that issuer’s own domain; signing in never does.',
    threat: 104,
  },
  {
    id: 'VIEW-21',
    behaviour:
      'The page of a wait is named by its whole address before it is opened, and nothing is fetched before the press.',
    threat: 104,
  },
  {
    id: 'VIEW-22',
    behaviour:
      'The bar shows the host in ASCII with its registrable domain apart, and how the page came here; it warns of another domain and of Punycode.',
    threat: 104,
  },
  {
    id: 'VIEW-23',
    behaviour:
      'The page in the view reaches public addresses and the one recorded issuer on this computer, nothing else here, through a proxy that only it may use.',
    threat: 104,
  },
  {
    id: 'VIEW-24',
    behaviour:
      'The page in the view has no preload, no permission, no window, no download and only encrypted addresses; no other page may navigate.',
    threat: 104,
  },
  {
    id: 'VIEW-25',
    behaviour:
      'The view closes with what it was opened for; a page that crashes or a certificate that is not valid is said in the bar, and nothing is answered by it.',
  },
  {
    id: 'VIEW-26',
    behaviour:
      'In the real app a wait’s page opens in the view, is answered there, and the held call runs.',
  },
  {
    id: 'SET-01',
    behaviour:
      'Start at login is what the system has, set by its own list or by an autostart file that names the program safely; switching off leaves nothing behind.',
  },
  {
    id: 'SET-02',
    behaviour:
      'Where start at login cannot be set (run from sources, a folder that cannot be written) it says so and changes nothing.',
  },
  {
    id: 'SET-03',
    behaviour:
      'The file manager is opened for the one fixed data folder by one file of the app, and for nothing that a page sends; without one the path is said.',
    threat: 17,
  },
  {
    id: 'SET-04',
    behaviour:
      'Starting over needs a typed word, ends grants at their servers first, asks again for servers that could not be told, and leaves everything as it was when it cannot be kept.',
  },
  {
    id: 'SET-05',
    behaviour:
      'The next start deletes what is ours by name and the profile’s keys before anything is opened, again after a crash in between, and nothing else in the folder.',
  },
  {
    id: 'SET-06',
    behaviour:
      'Whom the person trusts is listed in the settings, and stopped there with one press.',
  },
  {
    id: 'SET-07',
    behaviour:
      'Whatever a link or a second start carries, at most one opaque id comes of it, and it only opens.',
    threat: 16,
  },
  {
    id: 'SET-08',
    behaviour:
      'Resetting is not possible by one press: the page names what is lost and waits for the word.',
  },
  {
    id: 'FIRST-01',
    behaviour:
      'The first screen comes until something was connected or it was skipped, and never again by itself; the settings show it again.',
  },
] as const satisfies Requirement[]
