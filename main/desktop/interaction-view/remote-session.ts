// The session of a page that is not ours: in memory, without permissions, out only through our proxy.
import type { Session } from 'electron'
import { hardenSession } from '../hardening.ts'
import type { CertificateFacts } from './page-state.ts'

export interface RemoteSessionOptions {
  /** The name that leads to our proxy, and its port. */
  readonly egressHost: string
  readonly port: number
  readonly onCertificate: (host: string, facts: CertificateFacts) => void
}

const longestName = 120

/** Await it before anything is loaded. Certificates are judged by Chromium alone; they are only read here. */
export async function prepareRemoteSession(
  session: Session,
  { egressHost, port, onCertificate }: RemoteSessionOptions,
): Promise<void> {
  hardenSession(session)
  session.setCertificateVerifyProc(({ hostname, certificate, verificationResult }, callback) => {
    if (verificationResult === 'net::OK') {
      const { subjectName, issuerName, issuer, validExpiry } = certificate
      onCertificate(hostname, {
        subject: cleanName(subjectName || hostname),
        issuer: cleanName(issuer.organizations?.[0] ?? issuerName),
        validUntilMs: validExpiry * 1_000,
      })
    }
    // What Chromium itself found.
    callback(-3)
  })
  // Only what goes through the proxy goes anywhere; other schemes have no business in a page of the web.
  session.webRequest.onBeforeRequest(({ url }, callback) => {
    callback({ cancel: !/^(https?|wss?|data|blob|about):/i.test(url) })
  })
  await session.setProxy({
    mode: 'fixed_servers',
    proxyRules: `http://${egressHost}:${String(port)}`,
    proxyBypassRules: '<-loopback>',
  })
}

/** Names out of a certificate are somebody else's words, on one line of our bar. */
function cleanName(name: string): string {
  return name.replaceAll(/[\p{C}\p{Zl}\p{Zp}"“”]/gu, '?').slice(0, longestName)
}
