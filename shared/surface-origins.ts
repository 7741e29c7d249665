// The two page origins of the app; every check of who is calling compares with these exact strings.

/** Which page a verb or an event belongs to. */
export type PageSurface = 'app' | 'approval'

export const surfaceOrigins = {
  app: 'app://countersign',
  approval: 'app://approval',
} as const satisfies Record<PageSurface, string>
