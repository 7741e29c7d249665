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
] as const satisfies Requirement[]
