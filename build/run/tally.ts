// Counts what passed, failed and was skipped over all runners.

/** The outcome of one runner. */
export type Tally = { readonly passed: number; readonly failed: number; readonly skipped: number }

/** Nothing counted yet. */
export const emptyTally: Tally = { passed: 0, failed: 0, skipped: 0 }

/** The sum of two outcomes. */
export function addTally(one: Tally, other: Tally): Tally {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  }
}

/** The last line of `npm test` and `npm run check`: `N passed, N failed`, and `, N skipped` if there are any. */
export function formatTally({ passed, failed, skipped }: Tally): string {
  const start = `${String(passed)} passed, ${String(failed)} failed`
  return skipped === 0 ? start : `${start}, ${String(skipped)} skipped`
}
