// Makes the short words that both devices of a CIBA request show, so that the person can compare them.
import type { Randomness } from '../../shared/model/ports.ts'

/** Plain, short, told apart at a glance and by ear. */
const words = [
  'amber anchor apple arrow aspen badge banjo basil birch bison bridge cabin candle canyon cedar cello',
  'clover cobalt copper coral cotton delta eagle ember fable falcon fern flint forest garnet ginger glacier',
  'harbor hazel heron indigo island ivory jasper kettle lagoon lantern lemon lily linen maple marble meadow',
  'mint nickel oasis olive orchid otter pepper pine plum quartz raven river saddle tulip velvet willow',
].flatMap((line) => line.split(' '))

/**
 * Two words and two digits, at most 18 characters of a to z, 0 to 9 and hyphens (OpenID CIBA Core 7.1: about 20; servers
 * that are in use take no spaces).
 */
export function makeBindingMessage(randomness: Pick<Randomness, 'bytes'>): string {
  const [first = 0, second = 0, third = 0] = randomness.bytes(3)
  const wordAt = (byte: number): string => words[byte % words.length] ?? ''
  return `${wordAt(first)}-${wordAt(second)}-${String(third % 100).padStart(2, '0')}`
}
