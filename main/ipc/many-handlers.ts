// Answers the verbs of many questions at once.
import type { Input, Output } from '../../shared/contract.ts'
import type { Handlers } from './handlers.ts'

/** What these handlers need of main. */
export interface ManyServices {
  readonly inbox: {
    page(query: Input<'inbox.list'>): Output<'inbox.list'>
    /** Returns how many were denied. */
    denyAll(agentId: string): number
  }
  readonly groups: {
    open(groupId: string): void
    /** Only the one that is shown. */
    renew(groupId: string): void
    approve(request: Input<'approval.approve-group'>): Output<'approval.approve-group'>
    deny(request: Input<'approval.deny-group'>): Output<'approval.deny-group'>
  }
}

type ManyHandlers = Pick<
  Handlers,
  | 'inbox.list'
  | 'inbox.deny-all'
  | 'interaction.open-group'
  | 'approval.renew-group'
  | 'approval.approve-group'
  | 'approval.deny-group'
>

const done = { done: true } as const

export function manyHandlers(services: () => Promise<ManyServices>): ManyHandlers {
  return {
    'inbox.list': async (query) => (await services()).inbox.page(query),
    'inbox.deny-all': async ({ agentId }) => ({
      denied: (await services()).inbox.denyAll(agentId),
    }),
    'interaction.open-group': async ({ groupId }) => {
      ;(await services()).groups.open(groupId)
      return done
    },
    'approval.renew-group': async ({ groupId }) => {
      ;(await services()).groups.renew(groupId)
      return done
    },
    'approval.approve-group': async (request) => (await services()).groups.approve(request),
    'approval.deny-group': async (request) => (await services()).groups.deny(request),
  }
}
