// Takes known secrets out of a text that a server wrote: an echoed token never reaches an agent.

/** Every given secret becomes `[secret]`, the longest first: what begins as another one leaves no rest of it behind. */
export function stripSecrets(words: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .toSorted((one, other) => other.length - one.length)
    .reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), words)
}
