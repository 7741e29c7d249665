// Carries the key of a checked DPoP proof from the strict rules to the grant handlers.
import type { IncomingMessage } from 'node:http'

const proofKeys = new WeakMap<IncomingMessage, string>()

/** Notes the thumbprint of the key whose proof came with a request. */
export function saveProofKey(request: IncomingMessage, jkt: string): void {
  proofKeys.set(request, jkt)
}

/** The noted thumbprint; undefined when no proof was checked. */
export function loadProofKey(request: IncomingMessage): string | undefined {
  return proofKeys.get(request)
}
