// Remembers the steps of what is under way for each connection.

export interface ProgressStep {
  readonly step: string
  readonly done: boolean
}

export interface Progress {
  /** Every step before it is done. */
  begin(connectionId: string, step: string): void
  clear(connectionId: string): void
  list(connectionId: string): readonly ProgressStep[]
}

/** Tells `onChanged` after every change. */
export function createProgress(onChanged: (connectionId: string) => void): Progress {
  const steps = new Map<string, readonly ProgressStep[]>()
  return {
    begin: (connectionId, step) => {
      const before = (steps.get(connectionId) ?? []).map((one) => ({ ...one, done: true }))
      steps.set(connectionId, [...before, { step, done: false }])
      onChanged(connectionId)
    },
    clear: (connectionId) => {
      if (steps.delete(connectionId)) onChanged(connectionId)
    },
    list: (connectionId) => steps.get(connectionId) ?? [],
  }
}
