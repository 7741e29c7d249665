// What the parts of a connection's detail share: their input, the tone of each status, how near the end is.
import type { ConnectionView } from '../../../shared/connection-view.ts'
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

/** How long before its end the person is warned. */
const warnedForMs = 7 * 24 * 60 * 60 * 1_000

/** Null where nobody said when the authorization ends. */
export function authorizationState(
  { authorizationEndsAtMs: endsAtMs }: Pick<ConnectionView, 'authorizationEndsAtMs'>,
  nowMs: number,
): 'fine' | 'soon' | 'over' | null {
  if (endsAtMs === null) return null
  if (endsAtMs <= nowMs) return 'over'
  return endsAtMs - nowMs <= warnedForMs ? 'soon' : 'fine'
}
