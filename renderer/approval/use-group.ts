// What the person picked of a group, and the answer to it on its way.
import { useState } from 'react'
import type { AllowForOffer } from '../../shared/approval-card.ts'
import type { Result } from '../../shared/result.ts'
import { useReach } from './card-allow-for.tsx'
import type { Reach } from './card-allow-for.tsx'
import type { GroupProps } from './group-card.tsx'

export interface GroupDeciding {
  /** Picked and still open, in the order of the table. */
  readonly picked: readonly string[]
  /** How many still can be decided. */
  readonly aliveCount: number
  /** Changes with everything that a press would mean. */
  readonly key: string
  readonly busy: boolean
  /** Main's words on why the last answer was not taken, or null. */
  readonly problem: string | null
  readonly isAlive: (interactionId: string) => boolean
  readonly isPicked: (interactionId: string) => boolean
  readonly pick: (interactionId: string, on: boolean) => void
  readonly pickAll: (on: boolean) => void
  /** What may be allowed beside once; null unless all of them are picked, whose values it covers. */
  readonly offer: AllowForOffer | null
  readonly reach: Reach
  /** Something is picked, and the limits of the rule are finished. */
  readonly sound: boolean
  readonly approve: () => void
  readonly deny: (reason: string | null) => void
  readonly renew: () => void
}

type Phase = { busy: boolean; problem: string | null }

export function useGroup({ bridge, group, arming, nowMs }: GroupProps): GroupDeciding {
  const [wanted, setWanted] = useState<ReadonlySet<string>>(new Set())
  const [phase, setPhase] = useState<Phase>({ busy: false, problem: null })
  const open = group.members.filter(
    ({ ended, expiresAtMs }) => ended === null && nowMs < expiresAtMs,
  )
  const alive = new Set(open.map(({ interactionId }) => interactionId))
  const chosen = open.filter(({ interactionId }) => wanted.has(interactionId))
  const picked = chosen.map(({ interactionId }) => interactionId)
  const offer = chosen.length > 0 && chosen.length === open.length ? group.allowFor : null
  const reach = useReach(offer, arming)
  const send = (request: () => Promise<Result<unknown>>): void => {
    if (phase.busy || chosen.length === 0) return
    setPhase({ busy: true, problem: null })
    void request().then((result) => {
      setPhase({ busy: false, problem: result.ok ? null : result.error.message })
    })
  }
  const answer = {
    groupId: group.groupId,
    digest: group.digest,
    members: chosen.map(({ interactionId, digest }) => ({ interactionId, digest })),
  }
  return {
    picked,
    aliveCount: alive.size,
    key: `${[...alive].join(' ')}/${picked.join(' ')}`,
    ...phase,
    isAlive: (id) => alive.has(id),
    isPicked: (id) => alive.has(id) && wanted.has(id),
    pick: (id, on) => setWanted((before) => withOne(before, id, on)),
    pickAll: (on) => setWanted(on ? alive : new Set()),
    offer,
    reach,
    sound: chosen.length > 0 && reach.sound,
    approve: () => {
      const { allowFor } = reach
      send(() => bridge.call('approval.approve-group', { ...answer, allowFor }))
    },
    deny: (reason) => send(() => bridge.call('approval.deny-group', { ...answer, reason })),
    renew: () => void bridge.call('approval.renew-group', { groupId: group.groupId }),
  }
}

function withOne(before: ReadonlySet<string>, id: string, on: boolean): ReadonlySet<string> {
  const after = new Set(before)
  if (on) after.add(id)
  else after.delete(id)
  return after
}
