// Changes that come together are durable together, and what fails is told to each of them.
import { expect, it } from 'vitest'
import { GroupCommit } from '../../main/deferral/group-commit.ts'

function createGroup(fails: () => boolean = () => false) {
  const later: (() => void)[] = []
  const durable: string[] = []
  let transactions = 0
  let open: string[] | null = null
  const group = new GroupCommit({
    soon: (run) => later.push(run),
    transaction: (run) => {
      transactions += 1
      open = []
      const value = run()
      if (fails()) throw new Error('disk full')
      durable.push(...open)
      open = null
      return value
    },
  })
  return {
    durable,
    transactions: () => transactions,
    commit: (name: string) => group.commit(() => void open?.push(name)),
    passOn: () => later.splice(0).forEach((run) => run()),
  }
}

it('[DEF-41] changes that arrive together cost one transaction, in their order', async () => {
  const { commit, durable, transactions, passOn } = createGroup()
  const first = [commit('a'), commit('b'), commit('c')]
  // Dies if: a change is called durable before its transaction has ended.
  expect(durable).toEqual([])
  passOn()
  await Promise.all(first)
  expect(durable).toEqual(['a', 'b', 'c'])
  const next = commit('d')
  passOn()
  await next
  expect([durable.at(-1), transactions()]).toEqual(['d', 2])
})

it('[DEF-41] a group that cannot be written fails for each, and the next one is free of it', async () => {
  let full = true
  const { commit, durable, passOn } = createGroup(() => full)
  const both = Promise.allSettled([commit('a'), commit('b')])
  passOn()
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  full = false
  const again = commit('a')
  passOn()
  await again
  expect(durable).toEqual(['a'])
})
