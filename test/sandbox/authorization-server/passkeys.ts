// The passkeys of the sandbox's customer: options out, responses verified.
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { customer, type World } from '../world.ts'

const rpId = 'localhost'

/** Options of `navigator.credentials.create` as JSON. */
export async function buildCreationOptions(world: World): Promise<{ challenge: string }> {
  return generateRegistrationOptions({
    rpName: 'Harbor Bank',
    rpID: rpId,
    userName: customer.email,
    userDisplayName: customer.name,
    userID: new TextEncoder().encode(customer.id),
    attestationType: 'none',
    timeout: 120_000,
    excludeCredentials: world.passkeys.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  })
}

/** Options of `navigator.credentials.get` as JSON. */
export async function buildRequestOptions(world: World): Promise<{ challenge: string }> {
  return generateAuthenticationOptions({
    rpID: rpId,
    timeout: 120_000,
    userVerification: 'required',
    allowCredentials: world.passkeys.map(({ id }) => ({ id })),
  })
}

/** True when the response registers a passkey for this challenge; the passkey is then kept. */
export async function isRegistered(
  world: World,
  text: string,
  expectedChallenge: string,
): Promise<boolean> {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: JSON.parse(text) as RegistrationResponseJSON,
      expectedChallenge,
      expectedOrigin: world.urls.issuer,
      expectedRPID: rpId,
      requireUserVerification: true,
    })
    if (!verified || !registrationInfo) return false
    const { id, publicKey, counter } = registrationInfo.credential
    world.passkeys.push({ id, publicKey, counter, createdAt: world.now() })
    return true
  } catch {
    return false
  }
}

/** True when the response is a good assertion by one of the customer's passkeys. */
export async function isAsserted(
  world: World,
  text: string,
  expectedChallenge: string,
): Promise<boolean> {
  try {
    const response = JSON.parse(text) as AuthenticationResponseJSON
    const passkey = world.passkeys.find(({ id }) => id === response.id)
    if (!passkey) return false
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: world.urls.issuer,
      expectedRPID: rpId,
      requireUserVerification: true,
      credential: passkey,
    })
    if (verified) passkey.counter = authenticationInfo.newCounter
    return verified
  } catch {
    return false
  }
}
