// Lets polls go in order of arrival, at most 4 at a time per issuer and 20 in all.

const mostPerIssuer = 4
const mostInAll = 20

type Task = () => Promise<void>

/** Tasks must not reject. An issuer with a long line does not hold up the others. */
export class PollQueue {
  readonly #lines = new Map<string, Task[]>()
  readonly #runningByIssuer = new Map<string, number>()
  #running = 0

  add(issuer: string, task: Task): void {
    const line = this.#lines.get(issuer)
    if (line) line.push(task)
    else this.#lines.set(issuer, [task])
    this.#pump()
  }

  #pump(): void {
    for (const [issuer, line] of this.#lines) {
      while (this.#mayRun(issuer)) {
        const task = line.shift()
        if (!task) break
        void this.#run(issuer, task)
      }
      if (line.length === 0) this.#lines.delete(issuer)
    }
  }

  #mayRun(issuer: string): boolean {
    return this.#running < mostInAll && (this.#runningByIssuer.get(issuer) ?? 0) < mostPerIssuer
  }

  async #run(issuer: string, task: Task): Promise<void> {
    this.#count(issuer, 1)
    try {
      await task()
    } finally {
      this.#count(issuer, -1)
      this.#rotate(issuer)
      this.#pump()
    }
  }

  /** The issuer that was just served stands last, so that 20 places are shared fairly. */
  #rotate(issuer: string): void {
    const line = this.#lines.get(issuer)
    if (!line) return
    this.#lines.delete(issuer)
    this.#lines.set(issuer, line)
  }

  #count(issuer: string, by: 1 | -1): void {
    this.#running += by
    const left = (this.#runningByIssuer.get(issuer) ?? 0) + by
    if (left === 0) this.#runningByIssuer.delete(issuer)
    else this.#runningByIssuer.set(issuer, left)
  }
}
