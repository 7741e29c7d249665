// Where the person is in the app window: pure rules, so that a push from main never pulls them away by surprise.

export const places = [
  'inbox',
  'tasks',
  'connections',
  'agents',
  'rules',
  'activity',
  'settings',
] as const
export type Place = (typeof places)[number]

export interface Navigation {
  readonly place: Place
  /** The wait whose detail is open in the inbox; an open interaction is main's to name. */
  readonly deferralId: string | null
  readonly taskId: string | null
  readonly connectionId: string | null
  readonly ruleId: string | null
  readonly agentId: string | null
  /** Whose activity was asked for; null for everybody's. */
  readonly activityOf: string | null
  /** The person asked to see the first screen again. */
  readonly firstScreen: boolean
  /** In a narrow window: which of the two columns is on the screen. */
  readonly showing: 'list' | 'detail'
}
export type NavigationEvent =
  | { type: 'go'; place: Place }
  | { type: 'wait'; deferralId: string }
  | { type: 'task'; taskId: string | null }
  | { type: 'connection'; connectionId: string | null }
  | { type: 'rule'; ruleId: string }
  | { type: 'agent'; agentId: string | null }
  | { type: 'agent-activity'; agentId: string }
  /** Main opened an interaction: asked for here, or from the tray or a notification. */
  | { type: 'interaction-opened' }
  | { type: 'first-screen' }
  | { type: 'back' }

export const startNavigation: Navigation = {
  place: 'inbox',
  deferralId: null,
  taskId: null,
  connectionId: null,
  ruleId: null,
  agentId: null,
  activityOf: null,
  firstScreen: false,
  showing: 'list',
}

/** Whatever the person goes to, they leave the first screen by it. */
export function reduceNavigation(state: Navigation, event: NavigationEvent): Navigation {
  return reducePlace({ ...state, firstScreen: false }, event)
}

function reducePlace(state: Navigation, event: NavigationEvent): Navigation {
  switch (event.type) {
    case 'go':
      return {
        ...state,
        place: event.place,
        deferralId: null,
        activityOf: null,
        showing: 'list',
      }
    case 'wait':
      return { ...state, place: 'inbox', deferralId: event.deferralId, showing: 'detail' }
    case 'task':
      return { ...state, place: 'tasks', taskId: event.taskId, showing: 'detail' }
    case 'connection':
      return { ...state, place: 'connections', connectionId: event.connectionId, showing: 'detail' }
    case 'rule':
      return { ...state, place: 'rules', ruleId: event.ruleId, showing: 'detail' }
    case 'agent':
      return { ...state, place: 'agents', agentId: event.agentId, showing: 'detail' }
    case 'agent-activity':
      return { ...state, place: 'activity', activityOf: event.agentId, showing: 'list' }
    case 'interaction-opened':
      return { ...state, place: 'inbox', deferralId: null, showing: 'detail' }
    case 'first-screen':
      return { ...state, place: 'inbox', deferralId: null, firstScreen: true }
    case 'back':
      return { ...state, deferralId: null, showing: 'list' }
  }
}
