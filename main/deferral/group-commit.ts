// Lets changes of many deferrals that come together share one durable transaction: each costs a flush of the disk.

export interface GroupCommitPorts {
  /** Durable on return; a throw undoes all that was written in it. */
  transaction<Value>(run: () => Value): Value
  /** Runs it after what has arrived by now was looked at. */
  soon(run: () => void): void
}

interface Change {
  readonly write: () => void
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

export class GroupCommit {
  readonly #ports: GroupCommitPorts
  #waiting: Change[] = []

  constructor(ports: GroupCommitPorts) {
    this.#ports = ports
  }

  /** Resolves when `write` is durable. Rejects for all of the group when one of them or the disk fails: none is written. */
  commit(write: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ write, resolve, reject })
      if (this.#waiting.length === 1) this.#ports.soon(() => this.#flush())
    })
  }

  #flush(): void {
    const group = this.#waiting
    this.#waiting = []
    try {
      this.#ports.transaction(() => {
        for (const { write } of group) write()
      })
    } catch (error) {
      for (const { reject } of group) reject(error)
      return
    }
    for (const { resolve } of group) resolve()
  }
}
