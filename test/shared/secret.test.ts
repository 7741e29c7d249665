// Proves that a secret says nothing of itself, however it is printed, and gives its clear text only where it is asked.
import { format, inspect } from 'node:util'
import { expect, it } from 'vitest'
import { Secret } from '../../shared/model/secret.ts'

// Dies if: the clear text is a member, or one of the ways to print is forgotten.
it('[CRS-16] prints as one, however it is printed', () => {
  const secret = new Secret('canary')
  expect([secret.toString(), String(secret), inspect(secret), format('%s', secret)]).toEqual(
    Array.from({ length: 4 }, () => '[secret]'),
  )
  expect(JSON.stringify({ secret })).toBe('{"secret":"[secret]"}')
  expect(inspect({ deep: [secret] }, { showHidden: true })).not.toContain('canary')
  expect(Object.values(secret)).toEqual([])
  expect(structuredClone(secret)).toEqual({})
  expect(secret.reveal()).toBe('canary')
})
