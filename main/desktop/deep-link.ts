// Reads countersign:// links: they carry one opaque id and can only open what is already there.

export const deepLinkScheme = 'countersign'
const shape = /^countersign:\/\/interaction\/([A-Za-z0-9_-]{1,200})\/?$/

/** The interaction to open, or null for everything else. No setting, no command, no approval comes this way. */
export function parseDeepLink(address: string): string | null {
  return shape.exec(address)?.[1] ?? null
}

/** Looks through all arguments: Chromium reorders them and adds its own, so the place means nothing. */
export function findDeepLink(argv: readonly string[]): string | null {
  for (const argument of argv) {
    const interactionId = parseDeepLink(argument)
    if (interactionId !== null) return interactionId
  }
  return null
}
