// CALLERS callers want the same ended token at once, ROUNDS times: how many refreshes the server sees.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { buildGrant, saveGrant } from '../../main/step-up/grant-store.ts'
import { createGrantRefresher } from '../../main/step-up/refresh-grant.ts'
import type { Grant } from '../../shared/model/grant.ts'
import { Secret } from '../../shared/model/secret.ts'
import { openRig, register, startTokenServer } from './rig.ts'

export interface RefreshRaceFigures {
  readonly callers: number
  readonly rounds: number
  readonly refreshes: number
  readonly familiesLost: number
  readonly refused: number
}

const [callers = 100, rounds = 20] = process.argv.slice(2).map(Number)
const folder = mkdtempSync(path.join(tmpdir(), 'countersign-bench-'))
const server = await startTokenServer()
try {
  console.log(JSON.stringify(await measure()))
} finally {
  server.stop()
  rmSync(folder, { recursive: true, force: true })
}
process.exit(0)

async function measure(): Promise<RefreshRaceFigures> {
  const rig = await openRig(folder)
  const { store, oauth, keys, clock } = rig
  const { grants, secrets, authorizationServers } = store
  const issuer = `${server.origin}/as`
  const dpopKeyId = await register(rig, issuer)
  await saveGrant(grants, buildEnded(issuer, dpopKeyId, clock.nowMs()))
  await server.reset(20)
  const sources = { authorizationServers, secrets, keys }
  const refreshGrant = createGrantRefresher({ oauth, sources, grants, secrets, clock })
  let refused = 0
  for (let round = 0; round < rounds; round += 1) {
    const grant = await grants.load('grant')
    if (grant === null) throw new Error('The grant is gone.')
    const outcomes = await Promise.all(Array.from({ length: callers }, () => refreshGrant(grant)))
    refused += outcomes.filter(({ kind }) => kind !== 'refreshed').length
  }
  const counts = await server.counts()
  const { refreshes, familiesLost } = counts
  return { callers, rounds, refreshes, familiesLost, refused }
}

function buildEnded(issuer: string, dpopKeyId: string, nowMs: number): Grant {
  const tokens = {
    accessToken: new Secret('ended'),
    refreshToken: new Secret('first'),
    tokenType: 'DPoP' as const,
    expiresInSeconds: 1,
    scope: null,
    authorizationDetailsJson: null,
    acr: null,
    authTimeSeconds: null,
    authSession: null,
  }
  return buildGrant(tokens, {
    id: 'grant',
    issuer,
    connectionId: 'connection',
    resource: `${issuer}/resource`,
    callId: null,
    askedScope: 'read',
    dpopKeyId,
    nowMs: nowMs - 60_000,
  })
}
