// Takes JSON Web Tokens out of a text, in time that grows no faster than the text.

/** A token has at most five parts (RFC 7516 section 3.1); what follows in the same run stays. */
const mostParts = 5
/** Parts and the dots between them. A run starts only where nothing of its kind stands before, so nothing is read twice. */
const dottedRuns = /(?<![\w-])[\w-]+(?:\.[\w-]*)+/g
/** `{"` in base64url, with which the header of each begins. */
const header = /\beyJ/

/** Puts `words` in place of each token; `dots`: the fewest that one has. */
export function replaceJsonWebTokens(text: string, dots: number, words: string): string {
  return text.replaceAll(dottedRuns, (run) => {
    const parts = run.split('.')
    const kept: string[] = []
    for (let at = 0; at < parts.length; at += 1) {
      const part = parts[at] ?? ''
      const start = part.search(header)
      if (start === -1 || parts.length - at <= dots) {
        kept.push(part)
        continue
      }
      kept.push(`${part.slice(0, start)}${words}`)
      at += mostParts - 1
    }
    return kept.join('.')
  })
}
