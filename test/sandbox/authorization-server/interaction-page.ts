// The browser's way through the authorization code flow: a consent page with an Allow button.
import type { Provider } from 'oidc-provider'
import { sendPage } from '../http.ts'
import { textOf } from '../text.ts'
import { customer, type World } from '../world.ts'
import { acrPasskey, acrSignedIn, parseAcr } from './acr.ts'
import { findDetailed } from './authorization-details.ts'
import type { Exchange, ServerParts } from './context.ts'
import { saveGrant } from './native-code.ts'
import { buildConsentPage } from './pages.ts'

type Details = Awaited<ReturnType<Provider['interactionDetails']>>

/** Serves `GET` and `POST /interaction/:uid`. */
export async function serveInteraction(parts: ServerParts, exchange: Exchange): Promise<void> {
  const { world, provider } = parts
  const { request, response, form } = exchange
  const details = await provider.interactionDetails(request, response)
  if (request.method !== 'POST') return sendPage(response, await buildView(parts, details, false))
  if (form['answer'] !== 'allow') return finish(parts, exchange, refused)
  const proved = isProved(world, details, form['otp'] ?? '')
  if (!proved) return sendPage(response, await buildView(parts, details, true))
  const { client_id, scope, resource } = details.params
  const grantId = await saveGrant(provider, String(client_id), {
    scope: textOf(scope, 'openid'),
    resource: textOf(resource, world.urls.mcpUrl),
  })
  const detailed = findDetailed(world, textOf(details.params['authorization_details']))
  if (detailed !== undefined) world.grantIntents.set(grantId, detailed.id)
  const login = { accountId: customer.id, acr: acrOf(details), amr: ['otp'] }
  await finish(parts, exchange, { login, consent: { grantId } })
}

const refused = { error: 'access_denied', error_description: 'The customer refused.' }

async function finish(
  { provider }: ServerParts,
  { request, response }: Exchange,
  result: Parameters<Provider['interactionFinished']>[2],
): Promise<void> {
  await provider.interactionFinished(request, response, result, {
    mergeWithLastSubmission: false,
  })
}

function acrOf(details: Details): string {
  return parseAcr(details.params['acr_values'] as string | undefined) ?? acrSignedIn
}

function isProved(world: World, details: Details, token: string): boolean {
  const acr = acrOf(details)
  if (acr === acrSignedIn) return true
  // A browser page of this bank takes codes only, so a passkey level cannot be reached here.
  if (acr === acrPasskey) return false
  return world.totp.validate({ token, window: 1, timestamp: world.now() }) !== null
}

async function buildView(
  { provider }: ServerParts,
  details: Details,
  wrong: boolean,
): Promise<string> {
  const client = await provider.Client.find(String(details.params['client_id']))
  return buildConsentPage({
    clientName: client?.clientName ?? 'An application',
    customerName: customer.name,
    scopes: textOf(details.params['scope']).split(' '),
    askCode: acrOf(details) !== acrSignedIn,
    wrong,
  })
}
