// Proves what an agent and a page never read: secrets that a server echoes, whatever looks like a token, and endless words.
import { describe, expect, it } from 'vitest'
import { cleanResult, maxResultCharacters, stripTokens } from '../../main/agent/clean-result.ts'
import { cleanProgress } from '../../main/resource/clean-progress.ts'
import { stripSecrets } from '../../main/resource/strip-secrets.ts'
import { text } from '../../shared/catalogue/text.ts'

describe('known secrets', () => {
  // Dies if: only the first place is looked at, a secret is read as a pattern, or a shorter one leaves the rest of a longer.
  it.each<[string, string[], string]>([
    ['a canary b canary', ['canary'], 'a [secret] b [secret]'],
    ['a.c abc', ['a.c'], '[secret] abc'],
    ['code 123456 and 12345678', ['123456', '12345678'], 'code [secret] and [secret]'],
    ['nothing', ['canary'], 'nothing'],
    ['whole', [], 'whole'],
    ['whole', [''], 'whole'],
  ])('[TOOL-40] are taken out of `%s`', (words, secrets, left) => {
    expect(stripSecrets(words, secrets)).toBe(left)
    expect(stripSecrets(words, secrets.toReversed())).toBe(left)
  })

  it('[TOOL-40] of fewer than six characters are words like others', () => {
    expect(stripTokens('pay pays paying', ['pay'])).toBe('pay pays paying')
    expect(stripTokens('12345', ['12345'])).toBe('12345')
    expect(stripTokens('code 123456', ['123456'])).toBe('code [secret]')
  })
})

describe('what looks like a token', () => {
  it.each([
    ['Bearer abcdefgh', '[secret]'],
    ['sent dpop  a-._~+/12==, then', 'sent [secret], then'],
    ['Bearer abcdefg', 'Bearer abcdefg'],
    ['Bearer of the news', 'Bearer of the news'],
    ['a Bearer abcdefgh and a DPoP 12345678', 'a [secret] and a [secret]'],
    ['eyJhbGciOi.eyJzdWIiOi.c2ln', '[secret]'],
    ['eyJhbGciOi.eyJzdWIiOi', 'eyJhbGciOi.eyJzdWIiOi'],
  ])('[TOOL-40] is taken out of `%s`', (words, left) => {
    expect(stripTokens(words, [])).toBe(left)
    expect(cleanResult(words, [])).toBe(left)
  })
})

it('[TOOL-41] a result is cut at its bound after it was cleaned, and says how much is missing', () => {
  const most = 'x'.repeat(maxResultCharacters)
  expect(cleanResult(most, [])).toBe(most)
  expect(cleanResult(`${most}yz`, [])).toBe(`${most}\n${text('agent.result_cut', { left: 2 })}`)
  // Dies if: it is cut first: half a secret at the end is not recognised.
  const halved = `${'x'.repeat(maxResultCharacters - 3)}canary`
  expect(cleanResult(halved, ['canary'])).toContain('xxx[se\n')
  expect(stripTokens(`${most}yz`, [])).toBe(`${most}yz`)
})

it('[TOOL-40] progress is cleaned by the secrets of the moment, and is passed on as it is without words', () => {
  const told: unknown[] = []
  const secrets = ['canary']
  const onProgress = cleanProgress(
    (...said) => told.push(said),
    () => secrets,
  )
  onProgress('call', { progress: 1, total: 2 })
  onProgress('call', { progress: 1, total: 2, message: 'canary eyJhbGciOi.eyJzdWIiOi.c2ln later' })
  secrets.push('later')
  onProgress('other', { progress: 2, total: 2, message: 'canary later' })
  expect(told).toEqual([
    ['call', { progress: 1, total: 2 }],
    ['call', { progress: 1, total: 2, message: '[secret] [secret] later' }],
    ['other', { progress: 2, total: 2, message: '[secret] [secret]' }],
  ])
})
