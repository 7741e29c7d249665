// Sign-ins on another device: OpenID CIBA (poll) and the device grant, with oidc-provider's own grants behind them.
import { errors, type Configuration, type KoaContextWithOIDC, type Provider } from 'oidc-provider'
import { buildId } from '../secret-value.ts'
import { saveSecret } from '../record.ts'
import { textOf } from '../text.ts'
import type { Deferral, Intent } from '../pending.ts'
import { customer, type World } from '../world.ts'
import { parseAcr } from './acr.ts'
import { cancelDeferral, openDeferral } from './deferrals.ts'
import { devicePages } from './device-pages.ts'
import { saveGrant } from './native-code.ts'

/** A secret between the customer and the bank, asked for when a setting says so. */
export const customerUserCode = '4711'

type Features = NonNullable<Configuration['features']>
type BackchannelRequest = InstanceType<Provider['BackchannelAuthenticationRequest']>

/** The two features. `getProvider` is asked when a request comes, after the provider was made. */
export function buildOtherDevice(
  world: World,
  getProvider: () => Provider,
): Pick<Features, 'ciba' | 'deviceFlow'> {
  return {
    deviceFlow: { enabled: true, ...devicePages },
    ciba: {
      enabled: true,
      deliveryModes: ['poll'],
      processLoginHint: async (_ctx, hint) => findAccount(world, hint ?? ''),
      processLoginHintToken: async (_ctx, token) => findAccount(world, token ?? ''),
      validateRequestContext: async () => undefined,
      validateBindingMessage: async (_ctx, message) => checkMessage(message),
      verifyUserCode: async (_ctx, _account, code) => checkUserCode(world, code),
      triggerAuthenticationDevice: async (ctx, request) =>
        ring(world, getProvider(), { ctx, request: request as BackchannelRequest }),
    },
  }
}

/** The customer is known by id and e-mail; a deferral code of theirs means them as well. */
function findAccount(world: World, hint: string): string | undefined {
  if (hint === customer.id || hint === customer.email) return customer.id
  return world.deferrals.get(hint)?.accountId
}

function checkMessage(message: string | undefined): void {
  if (message !== undefined && (message.length > 140 || /[<>\u0000-\u001f]/u.test(message))) {
    throw new errors.InvalidBindingMessage('the message is too long or not plain')
  }
}

function checkUserCode(world: World, code: string | undefined): void {
  if (!world.settings.requireUserCode) return
  if (code === undefined) throw new errors.MissingUserCode('the user code is missing')
  if (code !== customerUserCode) throw new errors.InvalidUserCode('the user code is not right')
}

type Ringing = { ctx: KoaContextWithOIDC; request: BackchannelRequest }

/** Puts the question on the customer's other device, which is the desk. */
async function ring(world: World, provider: Provider, { ctx, request }: Ringing): Promise<void> {
  const params = request.params ?? {}
  const hinted = world.deferrals.get(textOf(params['login_hint']))
  if (hinted) return passToOtherDevice(world, hinted, request.jti)
  openDeferral(world, {
    ...buildFacts(textOf(params['scope'])),
    intent: buildIntent(world, 'backchannel', {
      message: textOf(params['binding_message']),
      scope: textOf(params['scope']),
    }),
    code: request.jti,
    foreign: true,
    clientId: request.clientId ?? '',
    clientName: ctx.oidc.client?.clientName ?? 'An OAuth client',
    onDecided: (approved) => settle(world, provider, { request, approved }),
  })
}

type Settlement = { request: BackchannelRequest; approved: boolean }

async function settle(
  world: World,
  provider: Provider,
  { request, approved }: Settlement,
): Promise<void> {
  if (!approved) {
    await provider.backchannelResult(request.jti, new errors.AccessDenied('the customer refused'))
    return
  }
  const grantId = await saveGrant(provider, request.clientId ?? '', {
    scope: request.scope ?? 'openid',
    resource: world.urls.mcpUrl,
  })
  const acr = parseAcr(textOf(request.params?.['acr_values'])) ?? ''
  const authTime = Math.floor(world.now() / 1000)
  await provider.backchannelResult(request.jti, grantId, { acr, authTime })
}

/** The same request goes on under the name that CIBA gave it; the deferral code is spent. */
function passToOtherDevice(world: World, hinted: Deferral, code: string): void {
  const { clientId, clientName, jkt, accountId, scope, resource, claims, intent } = hinted
  const facts = { clientId, clientName, jkt, accountId, scope, resource, claims }
  const { release, grantId } = hinted
  const kept = { passedOn: true, ...(release ? { release } : {}), ...(grantId ? { grantId } : {}) }
  cancelDeferral(hinted)
  hinted.told = true
  openDeferral(world, { ...facts, ...kept, intent: { ...intent, id: buildId('passed') }, code })
}

/** Notes a device code when it is made, and what became of it in the browser. */
export function followDeviceCodes(world: World, provider: Provider): void {
  provider.on('device_code.saved', (code) => {
    const known = world.deferrals.get(code.jti)
    if (!known) {
      openDeferral(world, {
        ...buildFacts(textOf(code.params?.['scope'])),
        intent: buildIntent(world, 'device', { code: code.userCode }),
        code: code.jti,
        foreign: true,
        clientId: code.clientId ?? '',
        clientName: 'A device',
      })
      saveSecret(world.record, 'device_code', code.jti)
    } else if (known.status === 'pending' && code.error) known.status = 'denied'
    else if (known.status === 'pending' && code.accountId) known.status = 'approved'
  })
}

function buildFacts(
  scope: string,
): Pick<Deferral, 'jkt' | 'accountId' | 'scope' | 'resource' | 'claims'> {
  // The key is the one that the first poll proves.
  return { jkt: '', accountId: customer.id, scope, resource: '', claims: {} }
}

function buildIntent(
  world: World,
  kind: 'backchannel' | 'device',
  shown: Record<string, unknown>,
): Intent {
  return {
    id: buildId(kind),
    kind,
    scope: '',
    digest: '',
    arguments: shown,
    approver: customer.name,
    accountId: customer.id,
    createdAt: world.now(),
    needsInteraction: false,
    used: false,
  }
}
