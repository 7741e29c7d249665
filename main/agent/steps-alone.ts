// Counts how many steps a model takes without the person, so that none goes on without end.
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'

/** A model that goes on for so many steps without the person is stopped, and says so. */
export const mostStepsAlone = 200

export class StepsAlone {
  readonly #steps = new Map<string, number>()

  /** Throws `agent/model_failed` for one step too many. */
  count(taskId: string): void {
    const steps = (this.#steps.get(taskId) ?? 0) + 1
    this.#steps.set(taskId, steps)
    if (steps <= mostStepsAlone) return
    this.forget(taskId)
    const words = text('task.too_many_steps', { count: mostStepsAlone })
    throw new CountersignError('agent/model_failed', words)
  }

  /** The person had a say, or the task is over. */
  forget(taskId: string): void {
    this.#steps.delete(taskId)
  }
}
