// Says inside the reading of one operation that it cannot be offered, and why.
import type { HiddenReason } from '../../../shared/model/http-operation.ts'

/** Never leaves this folder: whoever reads the operations turns it into a hidden one. */
export class Unusable extends Error {
  readonly reason: HiddenReason

  constructor(reason: HiddenReason) {
    super(reason)
    this.name = 'Unusable'
    this.reason = reason
  }
}
