// The shape of one requirement: an id, the behaviour in one sentence, and where it comes from.
export interface Requirement {
  readonly id: string
  readonly behaviour: string
  /** RFC or draft section, where there is one. */
  readonly source?: string
  readonly case?: number
  readonly threat?: number
}
