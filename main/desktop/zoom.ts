// The steps of page zoom, from 100 % to 200 %.

const steps = [1, 1.1, 1.25, 1.5, 1.75, 2] as const

/** The next factor in that direction; stays at the ends. `reset` is 100 %. */
export function stepZoom(factor: number, direction: 'in' | 'out' | 'reset'): number {
  if (direction === 'reset') return 1
  // Factors come back from Chromium with rounding errors.
  const slack = 0.01
  const next =
    direction === 'in'
      ? steps.find((step) => step > factor + slack)
      : steps.findLast((step) => step < factor - slack)
  return next ?? (direction === 'in' ? 2 : 1)
}
