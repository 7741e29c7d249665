// Proves that the rules for tests find planted bad ones, leave good ones alone, and hold here.
import { expect, test } from 'vitest'
import { checkNamedMutations, checkTestHygiene } from '../../build/checks/test-hygiene.ts'
import type { SourceFile } from '../../build/checks/project-files.ts'
import mutationRunner from '../mutation/vitest.config.ts'
import runner from '../../vitest.config.ts'

const planted = (text: string, path = 'test/planted.test.ts'): SourceFile => ({ path, text })
const messagesOf = (file: SourceFile): string[] =>
  checkTestHygiene([file]).map(({ message }) => message)

// Dies if: one of the words is taken off the list, a chain is read at its first link only, or options are not read.
test.each([
  ['test.skip', `test.skip('[PLT-01] x', () => {})`],
  ['it.only', `it.only('[PLT-01] x', () => {})`],
  ['test.todo', `test.todo('[PLT-01] x')`],
  ['it.fails', `it.fails('[PLT-01] x', () => {})`],
  ['describe.skip', `describe.skip('a room', () => {})`],
  ['in brackets', `test['skip']('[PLT-01] x', () => {})`],
  ['an option', `test('[PLT-01] x', { skip: true }, () => {})`],
  ['a quoted option', `test('[PLT-01] x', { timeout: 1, 'fails': true }, () => {})`],
  ['a table', `it.concurrent.skip.each([1, 2])('[PLT-01] %i', () => {})`],
])('[LATE-01] %s sets a test aside', (_name, text) => {
  expect(messagesOf(planted(text))).toEqual(['sets a test aside (line 1)'])
})

test('[LATE-01] a second try, and numbers without a seed, are found also in what tests are helped by', () => {
  const again = `test('[PLT-01] x', { retry: 2 }, () => {})`
  expect(messagesOf(planted(again))).toEqual(['tries a test again (line 1)'])
  const drawn = planted(`\nexport const one = Math.random()`, 'test/flows/draw.ts')
  // Dies if: only files of tests are looked at.
  expect(messagesOf(drawn)).toEqual(['draws random numbers that no seed brings back (line 2)'])
})

test('[LATE-01] what only looks like it is left alone', () => {
  const good = `
test.skipIf(process.platform === 'win32')('[PLT-01] for one system', () => {})
it('[PLT-02] test.skip and Math.random in words', (context) => {
  if (port === 0) return context.skip()
  list.only(parse({ retry: 1 }))
})`
  expect(messagesOf(planted(good))).toEqual([])
  expect(messagesOf(planted('const seed = Math.random()', 'build/commands/prove.ts'))).toEqual([])
})

const declared = [{ id: 'PLT-01', threat: 3 }, { id: 'PLT-02', threat: [4, 5] }, { id: 'PLT-03' }]
const unnamed = (text: string): string[] =>
  checkNamedMutations([planted(text)], declared).map(({ message }) => message.slice(0, 6))

test('[LATE-01] a requirement against a threat without a named mutation is found, one without a threat is not', () => {
  const titles = `test('[PLT-01] x', () => {})\n\ntest('[PLT-02] y', () => {})\n`
  expect(unnamed(titles)).toEqual(['PLT-01', 'PLT-02'])
  // Dies if: a mark anywhere in the file counts for every test of it.
  expect(unnamed(`// Dies if: one thing.\n${titles}`)).toEqual(['PLT-02'])
  const inside = `test('[PLT-01] [PLT-02] x', () => {\n  // Dies if: both are gone.\n})\n`
  expect(unnamed(inside)).toEqual([])
  expect(unnamed(`// Dies if:\n${titles}`)).toEqual(['PLT-01', 'PLT-02'])
})

test('[LATE-01] every runner seeds its properties and tries nothing again', () => {
  for (const { test: settings } of [runner, mutationRunner]) {
    // Dies if: the set-up file is dropped from a runner.
    expect(settings?.setupFiles).toContain('test/seeded.ts')
    expect(JSON.stringify(settings)).not.toContain('retry')
  }
})
