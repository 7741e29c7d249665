// Reads text out of unknown values.

/** The value when it is a text, else the fallback. */
export function textOf(value: unknown, fallback = ''): string {
  return typeof value === 'string' ? value : fallback
}
