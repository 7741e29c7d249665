// Makes a literal text safe to stand inside a regular expression.

/** Every character with a meaning of its own is escaped. */
export function escapeLiteral(literal: string): string {
  return literal.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
