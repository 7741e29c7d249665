// Which tone the states of a connection have.
import type { ConnectionView } from '../../../shared/overview.ts'
import type { Tone } from '../../parts/tag.tsx'

export const statusTone: Record<ConnectionView['status'], Tone> = {
  discovering: 'accent',
  needs_sign_in: 'mid',
  signing_in: 'accent',
  ready: 'ok',
  unreachable: 'high',
  failed: 'high',
}
