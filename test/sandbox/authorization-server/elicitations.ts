// Builds the structured elicitations (ANA) that an authorization challenge answers with.
import type { World } from '../world.ts'

/** One form-mode elicitation entry. */
export type Elicitation = {
  mode: 'form'
  message: string
  requestedSchema: {
    type: 'object'
    properties: Record<string, Record<string, unknown>>
    required: string[]
  }
}

/** What a step decided: ask the person more, finish with a code, or refuse. */
export type StepOutcome =
  | { kind: 'ask'; elicitation: Elicitation }
  | { kind: 'finish' }
  | { kind: 'refuse'; error: string; description: string }

/** Asks which authenticator to use; a passkey is offered only when one is registered. */
export function buildChoice(world: World, message: string, enrolling: boolean): Elicitation {
  const options = [{ const: 'totp', title: 'Code from your authenticator app' }]
  if (world.passkeys.length > 0 && !enrolling) options.push({ const: 'passkey', title: 'Passkey' })
  return form(message, {
    authenticator: { type: 'string', title: 'How do you want to prove it is you?', oneOf: options },
  })
}

/** Asks for a six-digit one-time code. */
export function buildOtp(message: string): Elicitation {
  return form(message, {
    otp: {
      type: 'string',
      title: 'One-time code',
      minLength: 6,
      maxLength: 6,
      pattern: '^[0-9]{6}$',
    },
  })
}

/** Asks for a passkey ceremony (webauthn-form/1); `options` is the WebAuthn L3 JSON. */
export function buildPasskey(message: string, options: unknown): Elicitation {
  const built = form(message, {
    webauthn_request: {
      type: 'string',
      title: 'Passkey challenge',
      default: JSON.stringify(options),
    },
    webauthn_response: { type: 'string', title: 'Passkey response', maxLength: 16_384 },
  })
  built.requestedSchema.required = ['webauthn_response']
  return built
}

function form(message: string, properties: Record<string, Record<string, unknown>>): Elicitation {
  return {
    mode: 'form',
    message,
    requestedSchema: { type: 'object', properties, required: Object.keys(properties) },
  }
}
