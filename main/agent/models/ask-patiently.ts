// Asks a model until it answers or it is clear that it will not: waits, repeats, and leaves out old results, within bounds.
import type { StepListener } from '../model.ts'
import { askOnce, type AskParts, type Question, type RawAnswer } from './ask-once.ts'
import { ModelFailure } from './failure.ts'
import { decideAgain, wait, type Tried } from './patience.ts'

export interface PatientQuestion {
  /** With so many characters of room for results of tools. */
  build(roomForResults: number): Question
  /** All that tools returned in this task, in characters. */
  readonly resultCharacters: number
  readonly roomForResults: number
  /** Saying nothing is an answer: something of the task is still under way. */
  readonly mayBeSilent: boolean
  /** Told before each wait. */
  onWait(afterMs: number): void
}

export interface PatientAnswer {
  readonly answer: RawAnswer
  /** The room it was asked with in the end. */
  readonly roomForResults: number
}

const mostTrims = 4

/** Rejects with the last `ModelFailure`, or with the reason of the listener's signal. */
export async function askPatiently(
  parts: AskParts,
  question: PatientQuestion,
  listener: StepListener,
): Promise<PatientAnswer> {
  let tried: Tried = { waits: 0, repeats: 0 }
  let roomForResults = question.roomForResults
  let trims = 0
  for (;;) {
    try {
      const answer = await askOnce(parts, question.build(roomForResults), listener)
      if (isEmpty(answer) && !question.mayBeSilent) throw emptyFailure(answer)
      return { answer, roomForResults }
    } catch (error) {
      if (!(error instanceof ModelFailure)) throw error
      const used = Math.min(roomForResults, question.resultCharacters)
      if (error.kind === 'too_long' && used > 0 && trims < mostTrims) {
        trims += 1
        // The last try goes without any.
        roomForResults = trims === mostTrims ? 0 : Math.floor(used / 2)
        continue
      }
      const again = decideAgain(error, tried)
      if (again.kind === 'give_up') throw error
      tried = again.tried
      if (again.afterMs > 0) {
        question.onWait(again.afterMs)
        await wait(parts.clock, again.afterMs, listener.signal)
      }
    }
  }
}

const isEmpty = ({ text, calls }: RawAnswer): boolean => text.trim() === '' && calls.length === 0

function emptyFailure({ end }: RawAnswer): ModelFailure {
  if (end === 'declined') return new ModelFailure('declined')
  return new ModelFailure(end === 'cut_off' ? 'too_long' : 'empty')
}
