// Types of the one unexported part of oidc-provider that the sandbox shares: its DPoP nonces.
declare module 'oidc-provider/lib/helpers/challenge.js' {
  /** Time-based nonces from a 32-byte secret. */
  export default class ServerChallenge {
    constructor(secret: Buffer, info: string)
    nextChallenge(): string
    checkChallenge(challenge: string): boolean
  }
}
