// The shape of one requirement: an id, the behaviour in one sentence, and where it comes from.
export interface Requirement {
  readonly id: string
  readonly behaviour: string
  /** RFC or draft section, where there is one. */
  readonly source?: string
  /** Conformance cases of the protocol digest (section 15) that this proves. */
  readonly case?: number | readonly number[]
  /** Attacks and faults of the threat list that this withstands. */
  readonly threat?: number | readonly number[]
}
