// Proves what the field for a one-time code takes.
import { describe, expect, it } from 'vitest'
import { reduceCode } from '../../renderer/approval/code.ts'

describe('one-time code', () => {
  it.each([
    ['847291', '847291'],
    ['847 291', '847291'],
    ['Your code is 847-291.', '847291'],
    ['\u200B847291\n', '847291'],
    ['８４７２９１', '847291'],
    ['84729100', '847291'],
  ])('[RND-07] takes the digits of a paste of %j', (value, code) => {
    expect(reduceCode('12', { type: 'paste', value }, 6)).toBe(code)
  })

  it('[RND-07] keeps what was typed when a paste has no digits', () => {
    expect(reduceCode('12', { type: 'paste', value: 'hello' }, 6)).toBe('12')
  })

  it('[RND-07] takes digits only and never more than asked for', () => {
    expect(reduceCode('', { type: 'input', value: '12a3' }, 6)).toBe('123')
    expect(reduceCode('123456', { type: 'input', value: '1234567' }, 6)).toBe('123456')
    expect(reduceCode('1234', { type: 'input', value: '123' }, 6)).toBe('123')
  })
})
