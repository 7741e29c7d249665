// Keeps what a model is saying right now, and lets it be stopped: memory only, until the answer is saved as a whole.
import type { Clock } from '../../shared/model/ports.ts'
import type { StepListener } from './model.ts'

/** How often the pages hear of words that come in, at most. */
export const liveWordsEveryMs = 150

interface LiveStep {
  readonly abort: AbortController
  words: string
  /** Of ours, shown in their place. */
  waiting: string | null
  told: boolean
}

export class LiveWords {
  readonly #steps = new Map<string, LiveStep>()
  readonly #clock: Pick<Clock, 'after'>
  readonly #onChanged: () => void

  constructor(clock: Pick<Clock, 'after'>, onChanged: () => void) {
    this.#clock = clock
    this.#onChanged = onChanged
  }

  begin(taskId: string): StepListener {
    const step: LiveStep = { abort: new AbortController(), words: '', waiting: null, told: false }
    this.#steps.set(taskId, step)
    const set = (words: string, waiting: string | null): void => {
      Object.assign(step, { words, waiting })
      this.#tell(taskId, step)
    }
    return {
      signal: step.abort.signal,
      onText: (soFar) => set(soFar, null),
      onWait: (words) => set('', words),
    }
  }

  end(taskId: string, { signal }: Pick<StepListener, 'signal'>): void {
    if (this.#steps.get(taskId)?.abort.signal === signal) this.#steps.delete(taskId)
  }

  /** Null while the model is not being asked. */
  of(taskId: string): string | null {
    const step = this.#steps.get(taskId)
    return step?.waiting ?? step?.words ?? null
  }

  /** Returns what the model said up to now; null where nothing was under way. */
  stop(taskId: string): string | null {
    const step = this.#steps.get(taskId)
    if (step === undefined) return null
    this.#steps.delete(taskId)
    step.abort.abort()
    return step.words
  }

  stopAll(): void {
    for (const taskId of this.#steps.keys()) this.stop(taskId)
  }

  #tell(taskId: string, step: LiveStep): void {
    if (step.told || step.abort.signal.aborted) return
    step.told = true
    this.#clock.after(liveWordsEveryMs, () => {
      step.told = false
      if (this.#steps.get(taskId) === step) this.#onChanged()
    })
  }
}
