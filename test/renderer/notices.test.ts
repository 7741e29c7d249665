// Proves which news is on the screen at once.
import { describe, expect, it } from 'vitest'
import { chooseNotices } from '../../renderer/app/state/notices.ts'
import type { Notice } from '../../shared/overview.ts'

const notices = (tones: string): Notice[] =>
  [...tones].map((letter, index) => ({
    id: `${letter}${String(index)}`,
    tone: letter === 'b' ? 'bad' : letter === 'w' ? 'warn' : letter === 'i' ? 'info' : 'ok',
    title: 'News',
    body: '',
    atMs: index,
    callId: null,
  }))

describe('chosen news', () => {
  it.each([
    ['', []],
    ['o', ['o0']],
    ['oio', ['o2', 'i1']],
    ['boo', ['o2', 'b0']],
    ['wboi', ['i3', 'b1']],
    ['oob', ['b2', 'o1']],
    ['bbb', ['b2', 'b1']],
  ])('[RND-15] of %j it is %j', (tones, expected) => {
    // Dies if: a third is shown, good news hides trouble, or older news stands above newer.
    expect(chooseNotices(notices(tones)).map(({ id }) => id)).toEqual(expected)
  })
})
