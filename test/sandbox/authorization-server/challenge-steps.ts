// Judges the answers to elicitations: choice, one-time code, passkey, new passkey.
import { saveSecret } from '../record.ts'
import type { AuthSession, PendingChallenge, World } from '../world.ts'
import { acrEnrol, acrPasskey } from './acr.ts'
import { buildChoice, buildOtp, buildPasskey, type StepOutcome } from './elicitations.ts'
import { messageFor } from './challenge-start.ts'
import { buildCreationOptions, buildRequestOptions, isAsserted, isRegistered } from './passkeys.ts'

type Response = Record<string, unknown>

/** Takes one answer and says what comes next. Three wrong proofs end the challenge. */
export async function answerElicitation(
  world: World,
  session: AuthSession,
  response: Response,
): Promise<StepOutcome> {
  const pending = session.pending
  if (!pending) return refuse('invalid_session', 'nothing was asked')
  if (pending.step === 'choose') return choose(world, pending, response['authenticator'])
  if (pending.step === 'otp') return judgeOtp(world, pending, response['otp'])
  return judgePasskey(world, pending, response['webauthn_response'])
}

async function choose(
  world: World,
  pending: PendingChallenge,
  authenticator: unknown,
): Promise<StepOutcome> {
  const enrolling = pending.acr === acrEnrol
  if (authenticator === 'passkey' && world.passkeys.length > 0 && !enrolling) {
    return askPasskey(world, pending)
  }
  if (authenticator !== 'totp') {
    return ask(buildChoice(world, 'Please choose one of these.', enrolling))
  }
  if (pending.acr === acrPasskey) {
    return ask(buildChoice(world, 'This needs a passkey; a code is not enough.', false))
  }
  pending.step = 'otp'
  return ask(buildOtp('Enter the six digits that your authenticator app shows for Harbor Bank.'))
}

async function judgeOtp(
  world: World,
  pending: PendingChallenge,
  otp: unknown,
): Promise<StepOutcome> {
  const token = typeof otp === 'string' ? otp : ''
  saveSecret(world.record, 'otp', token)
  const good = world.totp.validate({ token, window: 1, timestamp: world.now() }) !== null
  if (!good) return countWrong(pending, (words) => buildOtp(`That code was not right. ${words}`))
  pending.amr.push('otp')
  return pending.acr === acrEnrol ? askCreation(world, pending) : { kind: 'finish' }
}

async function judgePasskey(
  world: World,
  pending: PendingChallenge,
  text: unknown,
): Promise<StepOutcome> {
  const challenge = pending.webauthnChallenge
  if (typeof text !== 'string' || challenge === null) {
    return refuse('invalid_request', 'webauthn_response is missing')
  }
  saveSecret(world.record, 'webauthn_response', text)
  const creating = pending.step === 'create'
  const good = creating
    ? await isRegistered(world, text, challenge)
    : await isAsserted(world, text, challenge)
  if (!good) return refuse('access_denied', 'the passkey response does not verify')
  pending.amr.push('hwk', 'user')
  return { kind: 'finish' }
}

async function askPasskey(world: World, pending: PendingChallenge): Promise<StepOutcome> {
  const options = await buildRequestOptions(world)
  pending.step = 'passkey'
  pending.webauthnChallenge = options.challenge
  return ask(buildPasskey(messageFor(pending.acr), options))
}

async function askCreation(world: World, pending: PendingChallenge): Promise<StepOutcome> {
  const options = await buildCreationOptions(world)
  pending.step = 'create'
  pending.webauthnChallenge = options.challenge
  return ask(buildPasskey('Add a passkey for Harbor Bank on this computer.', options))
}

function countWrong(
  pending: PendingChallenge,
  build: (words: string) => ReturnType<typeof buildOtp>,
): StepOutcome {
  pending.triesLeft -= 1
  if (pending.triesLeft === 0) return refuse('access_denied', 'Too many wrong codes.')
  const words = pending.triesLeft === 1 ? '1 try left.' : `${pending.triesLeft} tries left.`
  return ask(build(words))
}

function ask(elicitation: ReturnType<typeof buildOtp>): StepOutcome {
  return { kind: 'ask', elicitation }
}

function refuse(error: string, description: string): StepOutcome {
  return { kind: 'refuse', error, description }
}
