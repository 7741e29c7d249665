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
  readonly rows = new Map<string, Row>()
  readonly grants = new Map<string, Grant>()
  #undo: (() => void)[] = []

  facts(): Deferral[] {
    return [...this.rows.values()].map(({ facts }) => facts)
  }

  /** The store of one process: dead processes write nothing. */
  open(isAlive: () => boolean): DeferralPorts['store'] {
    return {
      transaction: (run) => {
        if (!isAlive()) throw new Error('killed')
        this.#undo = []
        try {
          return run()
        } catch (error) {
          for (const undo of this.#undo.toReversed()) undo()
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
          this.#set(this.rows, noun.id, { facts, sealed: sealed['deferralCode'] ?? null })
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
        write: ({ noun }) => this.#set(this.grants, noun.id, noun),
        remove: (grantId) => this.#set(this.grants, grantId, null),
      },
    }
  }

  /** Null removes. */
  #set<Value>(values: Map<string, Value>, id: string, value: Value | null): void {
    const before = values.get(id)
    this.#undo.push(() => (before === undefined ? values.delete(id) : values.set(id, before)))
    if (value === null) values.delete(id)
    else values.set(id, value)
  }
}

function openCode(sealed: string | null): Secret | null {
  return sealed === null ? null : new Secret(sealed.slice('sealed '.length))
}
