// The closed lists of the activity screen as plain values, so that no page carries the schemas for them.

export const activityGroups = [
  'decisions',
  'runs',
  'waits',
  'connections',
  'rules',
  'settings',
] as const

/** How a call ended. */
export const outcomes = ['done', 'denied', 'expired', 'cancelled', 'failed', 'unknown'] as const

/** Who was busy with a call from one step to the next. */
export const historyPhases = ['app', 'you', 'server', 'others'] as const
