// What main pushes to each surface: whole snapshots, so that a page never has to piece state together.
import type { z } from 'zod'
import { approvalStateSchema } from './approval-card.ts'
import { overviewSchema } from './overview.ts'

export const events = {
  'overview.changed': { surface: 'app', payload: overviewSchema },
  'approval.changed': { surface: 'approval', payload: approvalStateSchema },
} as const

export type EventName = keyof typeof events
export type EventPayload<E extends EventName> = z.infer<(typeof events)[E]['payload']>
