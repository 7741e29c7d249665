// What the composition root tells the overview beside the store, for tests that look at other things.
import type { OverviewSource } from '../../main/agent/overview.ts'

export const emptyFacts: Omit<OverviewSource, 'store' | 'nowMs'> = {
  inbox: { list: () => [], groups: () => [], interactionOf: () => null },
  progress: new Map(),
  notices: [],
  secretsSurviveRestart: true,
  notifications: 'in_app',
  sandboxUrl: null,
  gateway: { port: null, problem: null },
  selectedInteractionId: null,
  selectedCallId: null,
  dataFolder: '',
  version: '0',
}
