// Finds out whether the wall clock was set while no process was there to notice, as far as one boot of the computer can tell.
import type { Deferral } from '../../shared/model/deferral.ts'
import type { BootClock, Clock } from '../../shared/model/ports.ts'
import { shiftTimes } from './steady-clock.ts'

/** The uptime is told in hundredths or whole seconds. */
const toleranceMs = 1500

export interface StampClocks {
  readonly clock: Pick<Clock, 'nowMs'>
  readonly boot?: BootClock | null
}

/** The same deferral with what both clocks show now. */
export function stampBoot(deferral: Deferral, { clock, boot }: StampClocks): Deferral {
  if (!boot) return deferral
  const writtenAt = { bootId: boot.id, uptimeMs: boot.uptimeMs(), wallMs: clock.nowMs() }
  return { ...deferral, writtenAt }
}

/** Its moments by the wall clock of now. As they are after another start of the computer: nobody can know then. */
export function readStamped(deferral: Deferral, { clock, boot }: StampClocks): Deferral {
  const { writtenAt } = deferral
  if (!boot || writtenAt === undefined || writtenAt.bootId !== boot.id) return deferral
  const passedMs = boot.uptimeMs() - writtenAt.uptimeMs
  const setByMs = clock.nowMs() - writtenAt.wallMs - passedMs
  return passedMs >= 0 && Math.abs(setByMs) >= toleranceMs
    ? shiftTimes(deferral, Math.round(setByMs))
    : deferral
}
