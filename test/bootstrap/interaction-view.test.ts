// Proves where the page that a server names opens: inside only for a first-party issuer's own pages, never for signing in.
import { describe, expect, test } from 'vitest'
import { opensInside } from '../../main/agent/opens-inside.ts'
import { createPageOpener } from '../../main/bootstrap-interaction-view.ts'
import type { Deferral } from '../../shared/model/deferral.ts'

const issuer = 'https://id.harbor.example'

function openPages(firstParty: boolean, opensHere = true) {
  const did: string[] = []
  const view = {
    openExternal: async (address: string) => {
      did.push(`browser ${address}`)
      return true
    },
    interactionView: {
      open: async ({
        address,
        loopbackOrigin,
      }: {
        address: string
        loopbackOrigin: string | null
      }) => {
        did.push(`inside ${address} ${String(loopbackOrigin)}`)
        return opensHere
      },
    },
  }
  const open = createPageOpener(
    view as unknown as Parameters<typeof createPageOpener>[0],
    () => firstParty,
  )
  return { did, open }
}

describe('where a page opens', () => {
  test.each([
    [issuer, 'https://id.harbor.example/confirm/1'],
    [issuer, 'https://www.harbor.example/confirm/1'],
  ])('[VIEW-20] of %s, %s opens inside', async (of, address) => {
    const { did, open } = openPages(true)
    expect(await open(address, { subjectId: 's', issuer: of })).toBe(true)
    expect(did).toEqual([`inside ${address} null`])
  })

  test('[VIEW-20] an issuer on this computer is named as the one origin that may be in clear', async () => {
    const { did, open } = openPages(true)
    await open('http://localhost:4000/confirm/1', {
      subjectId: 's',
      issuer: 'http://localhost:4000',
    })
    expect(did).toEqual(['inside http://localhost:4000/confirm/1 http://localhost:4000'])
  })

  test.each([
    [issuer, 'https://id.harbor.example.evil.test/'],
    [issuer, 'https://harbor.example.co/'],
    [issuer, 'http://id.harbor.example/'],
    ['https://a.github.io', 'https://b.github.io/'],
    ['http://localhost:4000', 'http://localhost:4001/'],
    ['http://localhost:4000', 'http://127.0.0.1:4000/'],
  ])('[VIEW-20] of %s, %s does not', async (of, address) => {
    const { did, open } = openPages(true)
    await open(address, { subjectId: 's', issuer: of })
    // Dies if: hosts are compared by their end or their beginning, or private suffixes are shared.
    expect(did).toEqual([`browser ${address}`])
  })

  test('[VIEW-20] nothing opens inside without the mark, and what does not open there goes to the browser', async () => {
    const address = `${issuer}/confirm/1`
    const unmarked = openPages(false)
    await unmarked.open(address, { subjectId: 's', issuer })
    await unmarked.open(address, { subjectId: 's', issuer: null })
    expect(unmarked.did).toEqual([`browser ${address}`, `browser ${address}`])
    const failing = openPages(true, false)
    expect(await failing.open(address, { subjectId: 's', issuer })).toBe(true)
    expect(failing.did).toEqual([`inside ${address} null`, `browser ${address}`])
  })

  test('[VIEW-20] a sign-in and a code on another device never open inside', () => {
    const store = {
      authorizationServers: { load: () => ({ firstParty: true }) },
    } as unknown as Parameters<typeof opensInside>[0]
    const wait = { issuer, interactionUri: `${issuer}/x`, callId: 'c', dialect: 'dtr' } as Deferral
    expect(opensInside(store, wait)).toBe(true)
    // Dies if: a page where one signs in is shown in the app.
    expect(opensInside(store, { ...wait, callId: null })).toBe(false)
    expect(opensInside(store, { ...wait, dialect: 'device' })).toBe(false)
    expect(opensInside(store, { ...wait, interactionUri: null })).toBe(false)
  })
})
