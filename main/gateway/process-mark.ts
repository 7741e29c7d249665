// Tells one process from another that got its number later, where the system says when a process began.
import { readFileSync } from 'node:fs'

/**
 * The boot and the moment in it at which this process began; null where it is gone or another person's to know of, and on
 * systems other than Linux, which say it to no program that only reads files. Throws nothing.
 */
export function readProcessMark(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const began = readStartTicks(readFileSync(`/proc/${pid}/stat`, 'utf8'))
    return began === null ? null : `${boot} ${began}`
  } catch {
    return null
  }
}

/** The name of a program stands in brackets and may hold anything, brackets too: what is counted comes after the last. */
function readStartTicks(stat: string): string | null {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = fields[19] ?? ''
  return /^\d+$/.test(ticks) ? ticks : null
}
