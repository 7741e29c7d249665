// What windows, notifications, tray and ceremonies promise, each proved by a test that names it.
import type { Requirement } from './requirement.ts'

export const desktopRequirements = [
  {
    id: 'DSK-01',
    behaviour: 'An app:// address reads a file of its own page or nothing.',
    threat: 12,
  },
  {
    id: 'DSK-02',
    behaviour: 'Every app:// answer carries the strict policy, errors too.',
    threat: 11,
  },
  { id: 'DSK-03', behaviour: 'The app scheme has the least privileges that work.', threat: 13 },
  {
    id: 'DSK-04',
    behaviour: 'Every navigation, redirect, new window and webview of every page is prevented.',
    threat: 9,
  },
  {
    id: 'DSK-05',
    behaviour: 'Every permission is denied on every session, known or not.',
    threat: 14,
  },
  {
    id: 'DSK-06',
    behaviour: 'Every page is sandboxed and isolated, and no other file makes web preferences.',
    threat: 10,
  },
  { id: 'DSK-07', behaviour: 'No menu entry reloads a page or opens developer tools.', threat: 18 },
  {
    id: 'DSK-08',
    behaviour:
      'An answer counts only for exactly what was painted, visible and on screen for 500 ms without a change.',
    threat: 44,
  },
  {
    id: 'DSK-09',
    behaviour:
      'Only https, or http of a recorded issuer on this computer, leaves for the browser, re-written.',
    threat: 15,
  },
  {
    id: 'DSK-10',
    behaviour: 'A link or a second start can only name an interaction to open.',
    threat: 16,
  },
  {
    id: 'DSK-11',
    behaviour:
      'A notification approves only by the key sent in it, after 500 ms, unlocked, once; all else opens or does nothing.',
    threat: 39,
  },
  {
    id: 'DSK-12',
    behaviour:
      'A notification carries no markup, no invisible or reordering character, no shell text.',
    threat: 39,
  },
  {
    id: 'DSK-13',
    behaviour:
      'Without a service, or with one that hangs or goes away, the app itself becomes visible.',
    threat: 40,
  },
  { id: 'DSK-14', behaviour: 'Attention never takes the keyboard.', threat: 38 },
  {
    id: 'DSK-15',
    behaviour:
      'A passkey ceremony runs only on an https origin by name or on localhost, with no script.',
  },
  {
    id: 'DSK-16',
    behaviour: 'A ceremony asks nothing before the person presses, and ends exactly once.',
  },
  {
    id: 'DSK-17',
    behaviour: 'The ceremony session answers everything itself and lets nothing out.',
  },
  {
    id: 'DSK-18',
    behaviour: 'Sleep and wake are told once each, however often the system says so.',
  },
  { id: 'DSK-19', behaviour: 'The app hides only where a tray can bring it back.' },
  {
    id: 'DSK-20',
    behaviour: 'A second start ends itself and brings the first to the front.',
    threat: 22,
  },
] as const satisfies Requirement[]
