// The shape of one requirement: what must hold, where it is written, and which numbered case it answers.

/** One behaviour that at least one test proves; a test cites it by `[id]` at the start of its title. */
export type Requirement = {
  /** Short upper-case family and number, such as `JRN-03`. */
  readonly id: string
  /** The behaviour in one sentence of its own. */
  readonly behaviour: string
  /** Public source: RFC or draft section. */
  readonly source?: string
  /** Number of a protocol case it proves. */
  readonly case?: number
  /** Number of a threat test it proves. */
  readonly threat?: number
}
