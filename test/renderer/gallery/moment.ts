// The moment at which every picture is taken, and spans to count from it.
export const nowMs = Date.UTC(2026, 10, 22, 14, 23, 19)
export const minute = 60_000
export const hour = 60 * minute
