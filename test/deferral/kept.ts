// What survives a kill, in memory: a deferral store for many thousand runs, which reads back what was sealed and nothing else.
import type { DeferralPorts } from '../../main/deferral/ports.ts'
import { endedDeferralStates, type Deferral } from '../../shared/model/deferral.ts'
import type { Grant } from '../../shared/model/grant.ts'
import { Secret } from '../../shared/model/secret.ts'

interface Row {
  readonly facts: Deferral
  readonly sealed: string | null
}

export class Kept {
  rows = new Map<string, Row>()
  grants = new Map<string, Grant>()

  facts(): Deferral[] {
    return [...this.rows.values()].map(({ facts }) => facts)
  }

  /** The store of one process: dead processes write nothing. */
  open(isAlive: () => boolean): DeferralPorts['store'] {
    return {
      transaction: (run) => {
        if (!isAlive()) throw new Error('killed')
        const before = [new Map(this.rows), new Map(this.grants)] as const
        try {
          return run()
        } catch (error) {
          ;[this.rows, this.grants] = before
          throw error
        }
      },
      deferrals: {
        seal: (deferral) => {
          const { deferralCode: code } = deferral
          const deferralCode = code === null ? null : `sealed ${code.reveal()}`
          return Promise.resolve({ noun: deferral, sealed: { deferralCode } })
        },
        write: ({ noun, sealed }) => {
          const facts = { ...noun, deferralCode: null }
          this.rows.set(noun.id, { facts, sealed: sealed['deferralCode'] ?? null })
        },
        listAlive: () =>
          Promise.resolve(
            [...this.rows.values()]
              .filter(({ facts }) => !endedDeferralStates.has(facts.state))
              .map(({ facts, sealed }) => ({ ...facts, deferralCode: openCode(sealed) })),
          ),
        codeState: (id) => (this.rows.get(id)?.sealed === null ? 'none' : 'readable'),
      },
      grants: {
        seal: (grant) => Promise.resolve({ noun: grant, sealed: {} }),
        write: ({ noun }) => void this.grants.set(noun.id, noun),
        remove: (grantId) => void this.grants.delete(grantId),
      },
    }
  }
}

function openCode(sealed: string | null): Secret | null {
  return sealed === null ? null : new Secret(sealed.slice('sealed '.length))
}
