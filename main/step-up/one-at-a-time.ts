// Lets flows at one issuer run one after the other: they share one `auth_session` and one person.

export type OneAtATime = <Value>(key: string, run: () => Promise<Value>) => Promise<Value>

/** Runs wait for the earlier ones of the same key, however those ended. */
export function createOneAtATime(): OneAtATime {
  const last = new Map<string, Promise<unknown>>()
  return (key, run) => {
    const before = last.get(key) ?? Promise.resolve()
    const mine = before.then(run, run)
    const settled = mine.catch(() => undefined)
    last.set(key, settled)
    return mine
  }
}
