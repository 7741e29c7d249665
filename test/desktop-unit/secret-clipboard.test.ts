// Proves that a copied secret leaves the clipboard again, and that nothing else is taken from it.
import { describe, expect, it } from 'vitest'
import { clipboardMs, createSecretClipboard } from '../../main/desktop/secret-clipboard.ts'
import { createVirtualClock, settle } from '../fakes/virtual-clock.ts'

function openClipboard() {
  const clock = createVirtualClock()
  const logged: string[] = []
  const state = { words: 'what was there before', broken: false, full: false }
  const secret = createSecretClipboard(
    {
      readText: async () => {
        if (state.broken) throw new Error('no clipboard')
        return state.words
      },
      writeText: async (words: string) => {
        if (state.full) throw new Error('not taken')
        state.words = words
      },
      clear: () => void (state.words = ''),
    },
    { clock, log: (_level, message) => void logged.push(message) },
  )
  return { clock, logged, secret, state }
}

describe('the clipboard', () => {
  it('[AGN-12] loses a copied secret after a minute', async () => {
    const { clock, secret, state } = openClipboard()
    await secret.copy('the secret')
    clock.advance(clipboardMs - 1)
    await settle()
    expect(state.words).toBe('the secret')
    clock.advance(1)
    await settle()
    // Dies if: what was copied stays until the next copying.
    expect(state.words).toBe('')
  })

  it('[AGN-12] keeps what the person copied since', async () => {
    const { clock, secret, state } = openClipboard()
    await secret.copy('the secret')
    state.words = 'a shopping list'
    clock.advance(clipboardMs)
    await settle()
    expect(state.words).toBe('a shopping list')
  })

  it('[AGN-12] has a whole minute for the second copy, and is cleared at the end of the app', async () => {
    const { clock, secret, state } = openClipboard()
    await secret.copy('one')
    clock.advance(clipboardMs - 1)
    await secret.copy('two')
    clock.advance(clipboardMs - 1)
    await settle()
    expect(state.words).toBe('two')
    await secret.clear()
    expect(state.words).toBe('')
    state.words = 'mine'
    await secret.clear()
    expect(state.words).toBe('mine')
  })

  it('[AGN-12] loses a copied secret also where the next one could not be copied', async () => {
    const { clock, secret, state } = openClipboard()
    await secret.copy('one')
    state.full = true
    await expect(secret.copy('two')).rejects.toThrow('not taken')
    clock.advance(clipboardMs)
    await settle()
    // Dies if: the timer of the first is stopped before the second is there
    expect(state.words).toBe('')
  })

  it('[AGN-12] that cannot be read fails nothing and says so', async () => {
    const { logged, secret, state } = openClipboard()
    await secret.copy('one')
    state.broken = true
    await secret.clear()
    expect(logged).toHaveLength(1)
  })
})
