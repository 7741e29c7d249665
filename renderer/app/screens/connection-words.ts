// What the parts of a connection's detail share: their input, and the tone of each status.
import type { ConnectionView } from '../../../shared/overview.ts'
import type { Tone } from '../../parts/tag.tsx'
import type { ScreenProps } from '../app-page.tsx'

export type ConnectionProps = ScreenProps & { connection: ConnectionView }

export const statusTone: Record<ConnectionView['status'], Tone> = {
  discovering: 'accent',
  needs_sign_in: 'mid',
  signing_in: 'accent',
  waiting: 'accent',
  ready: 'ok',
  unreachable: 'high',
  failed: 'high',
}
