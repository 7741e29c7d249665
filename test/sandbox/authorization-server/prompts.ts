// When the authorization endpoint shows its page: for every proof, and for every native client unless a setting trusts them.
import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'
import type { World } from '../world.ts'

/** oidc-provider's own policy, with proofs asked for anew and native clients by the setting. */
export function buildPolicy(world: World): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base()
  const asked = new interactionPolicy.Check(
    'acr_asked',
    'A proof is asked for',
    'login_required',
    (ctx) => {
      const wants = Boolean(ctx.oidc.params?.['acr_values'])
      return wants && !ctx.oidc.result?.login
    },
  )
  policy.get('login')?.checks.add(asked)
  const consent = policy.get('consent')
  consent?.checks.remove('native_client_prompt')
  consent?.checks.add(
    new interactionPolicy.Check(
      'native_client_prompt',
      'native clients require End-User interaction',
      'interaction_required',
      (ctx) => !world.settings.trustsNativeClients && isUnasked(ctx),
    ),
  )
  return policy
}

/** RFC 8252 section 8.6: anybody on the computer may pretend to be a native client. */
function isUnasked({ oidc }: KoaContextWithOIDC): boolean {
  return oidc.client?.applicationType === 'native' && !oidc.result?.consent
}
