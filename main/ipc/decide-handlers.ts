// Approves with the proof given together with it, so that the code goes to nothing but its keeper.
import type { Input, Output } from '../../shared/contract.ts'
import { Secret } from '../../shared/model/secret.ts'
import type { ProofAhead } from '../interaction/proof-ahead.ts'
import type { InteractionQueue } from '../interaction/queue.ts'

export interface DecideServices {
  readonly queue: Pick<InteractionQueue, 'approve' | 'deny' | 'answer'>
  readonly ahead: Pick<ProofAhead, 'keep'>
  edit(request: Input<'approval.edit'>): Promise<Output<'approval.edit'>>
}

/** The approval first: a code is kept only for what was approved. */
export function approveWithProof(
  { queue, ahead }: DecideServices,
  { code, ...answer }: Input<'approval.approve'>,
): void {
  queue.approve({ ...answer, surface: 'approval' })
  ahead.keep(answer.interactionId, code === null ? null : new Secret(code))
}
