// Proves how moments, spans, sizes and digests are written.
import { describe, expect, it } from 'vitest'
import {
  bytesOf,
  countdownOf,
  momentOf,
  preciseMomentOf,
  shortDigestOf,
  spanOf,
} from '../../renderer/parts/format.ts'

const now = new Date(2026, 10, 22, 14, 23, 19).getTime()
const at = (...parts: [number, number, number, number, number]) =>
  new Date(parts[0], parts[1], parts[2], parts[3], parts[4]).getTime()

describe('formats', () => {
  it('[RND-11] writes a moment as short as the day allows', () => {
    expect(momentOf(at(2026, 10, 22, 9, 5), now)).toBe('09:05')
    expect(momentOf(at(2026, 10, 22, 0, 0), now)).toBe('00:00')
    expect(momentOf(at(2026, 10, 24, 14, 32), now)).toBe('24 Nov, 14:32')
    expect(momentOf(at(2027, 0, 2, 14, 32), now)).toBe('2 Jan 2027, 14:32')
    expect(preciseMomentOf(now, now)).toBe('14:23:19')
    expect(preciseMomentOf(at(2026, 10, 21, 14, 32), now)).toBe('21 Nov, 14:32')
  })

  it.each([
    [521_000, '8:41'],
    [500, '0:01'],
    [0, '0:00'],
    [-5_000, '0:00'],
    [59_999, '1:00'],
    [3_600_000, '1:00 h'],
    [7_860_000, '2:11 h'],
    [3 * 86_400_000 + 5, '3 d'],
  ])('[RND-11] counts %i ms down as %s', (leftMs, words) => {
    expect(countdownOf(leftMs)).toBe(words)
  })

  it.each([
    [14_000, '14 s'],
    [-1, '0 s'],
    [300_000, '5 min'],
    [7_200_000, '2 h'],
    [90_000_000, '1 d'],
  ])('[RND-11] writes a span of %i ms as %s', (spanMs, words) => {
    expect(spanOf(spanMs)).toBe(words)
  })

  it('[RND-11] writes sizes and digests', () => {
    expect(bytesOf(1)).toBe('1 byte')
    expect(bytesOf(214)).toBe('214 bytes')
    expect(bytesOf(104_312)).toBe('101.9 KB')
    expect(shortDigestOf('9f3c00000000e1')).toBe('9f3c…e1')
    expect(shortDigestOf('9f3ce1')).toBe('9f3ce1')
  })
})
