// A passkey authenticator in software: makes registrations and assertions as WebAuthn L3 JSON.
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest()
const base64url = (data: Buffer): string => data.toString('base64url')

/** One credential for one relying party. */
export class SoftwareAuthenticator {
  readonly id = randomBytes(16)
  readonly origin: string
  readonly #privateKey: KeyObject
  readonly #x: Buffer
  readonly #y: Buffer
  #count = 0

  constructor(origin: string) {
    this.origin = origin
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = publicKey.export({ format: 'jwk' })
    this.#privateKey = privateKey
    this.#x = Buffer.from(jwk.x ?? '', 'base64url')
    this.#y = Buffer.from(jwk.y ?? '', 'base64url')
  }

  /** Answers creation options with a registration without attestation. */
  create(options: string): string {
    const authData = this.#authData(options, this.#credentialData())
    const attestationObject = Buffer.concat([
      Buffer.from([0xa3]),
      text('fmt'),
      text('none'),
      text('attStmt'),
      Buffer.from([0xa0]),
      text('authData'),
      bytes(authData),
    ])
    return this.#credential({
      clientDataJSON: base64url(this.#clientData('webauthn.create', options)),
      attestationObject: base64url(attestationObject),
    })
  }

  /** Answers request options with a signed assertion. */
  get(options: string): string {
    const clientData = this.#clientData('webauthn.get', options)
    const authenticatorData = this.#authData(options)
    const signed = Buffer.concat([authenticatorData, sha256(clientData)])
    return this.#credential({
      clientDataJSON: base64url(clientData),
      authenticatorData: base64url(authenticatorData),
      signature: base64url(sign('sha256', signed, this.#privateKey)),
    })
  }

  #credential(response: Record<string, string>): string {
    const id = base64url(this.id)
    return JSON.stringify({
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response,
    })
  }

  #clientData(type: string, options: string): Buffer {
    const { challenge } = JSON.parse(options) as { challenge: string }
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }))
  }

  #authData(options: string, attested: Buffer = Buffer.alloc(0)): Buffer {
    const { rpId, rp } = JSON.parse(options) as { rpId?: string; rp?: { id: string } }
    const count = Buffer.alloc(4)
    count.writeUInt32BE((this.#count += 1))
    const flags = attested.length > 0 ? 0x45 : 0x05
    return Buffer.concat([sha256(rpId ?? rp?.id ?? ''), Buffer.from([flags]), count, attested])
  }

  #credentialData(): Buffer {
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.id.length)
    // COSE_Key: kty EC2, alg ES256, crv P-256, x, y.
    const key = [Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21]), bytes(this.#x)]
    key.push(Buffer.from([0x22]), bytes(this.#y))
    return Buffer.concat([Buffer.alloc(16), length, this.id, ...key])
  }
}

function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)])
}

function bytes(value: Buffer): Buffer {
  if (value.length > 255) throw new Error('longer than this small encoder can say')
  return Buffer.concat([Buffer.from([0x58, value.length]), value])
}
