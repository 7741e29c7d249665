// Sleep, wake and lock of the computer, each told once.
import type { PowerMonitor } from 'electron'
import type { Clock } from '../../shared/model/ports.ts'
import type { ScreenLock } from './screen-lock.ts'

/** A second resume within this time is the same one: Linux sends each signal twice. */
const sameResumeMs = 2_000

export interface Power {
  onSuspend(listener: () => void): void
  onResume(listener: () => void): void
  /** True while the system says so; false where it does not tell (most Linux desktops). */
  isLocked(): boolean
  /** Locked or unlocked, where the system tells it. */
  onLockChange(listener: () => void): void
}

type PowerSource = Pick<PowerMonitor, 'on' | 'getSystemIdleState'>

export function createPower(
  monitor: PowerSource,
  clock: Pick<Clock, 'monotonicMs'>,
  screenLock: Pick<ScreenLock, 'isLocked' | 'onChange'>,
): Power {
  const suspendListeners: (() => void)[] = []
  const resumeListeners: (() => void)[] = []
  const lockListeners: (() => void)[] = []
  const tellLock = (): void => lockListeners.forEach((listener) => listener())
  let asleep = false
  let locked = false
  let resumedAtMs = Number.NEGATIVE_INFINITY
  monitor.on('suspend', () => {
    if (asleep) return
    asleep = true
    suspendListeners.forEach((listener) => listener())
  })
  monitor.on('resume', () => {
    const nowMs = clock.monotonicMs()
    // A resume without a suspend is believed: the suspend may have come too late to be told.
    if (!asleep && nowMs - resumedAtMs < sameResumeMs) return
    asleep = false
    resumedAtMs = nowMs
    resumeListeners.forEach((listener) => listener())
  })
  monitor.on('lock-screen', () => {
    locked = true
    tellLock()
  })
  monitor.on('unlock-screen', () => {
    locked = false
    tellLock()
  })
  screenLock.onChange(tellLock)
  return {
    onSuspend: (listener) => void suspendListeners.push(listener),
    onResume: (listener) => void resumeListeners.push(listener),
    isLocked: () => locked || screenLock.isLocked() || monitor.getSystemIdleState(60) === 'locked',
    onLockChange: (listener) => void lockListeners.push(listener),
  }
}
