// The scopes of Harbor Bank: those a customer grants, and those somebody else must agree to.

/** Scopes the customer may grant alone. */
export const bankScopes = ['accounts.read', 'payments.prepare', 'payments.write']

/** The one scope of the first-party MCP server. */
export const notaryScope = 'documents.sign'

/** What may be granted at a resource; null for one that nobody knows. */
export function listScopesAt(
  urls: { mcpUrl: string; firstPartyUrl: string },
  resource: string,
): string[] | null {
  if (isBank(urls, resource)) return bankScopes
  const isNotary = URL.parse(resource)?.origin === URL.parse(urls.firstPartyUrl)?.origin
  return isNotary ? [notaryScope] : null
}

/** The bank's HTTP API: a resource of its own, beside its MCP endpoint. */
export function apiUrlOf({ mcpUrl }: { mcpUrl: string }): string {
  return new URL('/api', mcpUrl).href
}

/** True for both resources of the bank. */
export function isBank(urls: { mcpUrl: string }, resource: string): boolean {
  return resource === urls.mcpUrl || resource === apiUrlOf(urls)
}

/** What the bank asks for when no token was sent. */
export const signInScope = bankScopes.join(' ')

/** True for a scope that names one lodged intent. */
export function isIntentScope(scope: string): boolean {
  return scope.startsWith('payments.large:') || scope.startsWith('documents.share:')
}

/** A scope text as a list without repeats. */
export function parseScope(text: string | undefined): string[] {
  return [...new Set((text ?? '').split(' ').filter(Boolean))]
}
