// Finds a text of the catalogue and fills its {placeholders}.
import { agentTexts } from './en/agent.ts'
import { announceTexts } from './en/announce.ts'
import { appTexts } from './en/app.ts'
import { appConnectionTexts } from './en/app-connections.ts'
import { appWaitTexts } from './en/app-waits.ts'
import { approvalTexts } from './en/approval.ts'
import { approvalIssuerTexts } from './en/approval-issuers.ts'
import { deferralTexts } from './en/deferral.ts'
import { desktopTexts } from './en/desktop.ts'
import { httpTexts } from './en/http.ts'
import { interactionTexts } from './en/interaction.ts'
import { oauthTexts } from './en/oauth.ts'
import { relayTexts } from './en/relay.ts'
import { resourceTexts } from './en/resource.ts'
import { stepUpTexts } from './en/step-up.ts'
import { storeTexts } from './en/store.ts'

const english = {
  ...agentTexts,
  ...announceTexts,
  ...appTexts,
  ...appConnectionTexts,
  ...appWaitTexts,
  ...approvalTexts,
  ...approvalIssuerTexts,
  ...deferralTexts,
  ...desktopTexts,
  ...httpTexts,
  ...interactionTexts,
  ...oauthTexts,
  ...relayTexts,
  ...resourceTexts,
  ...stepUpTexts,
  ...storeTexts,
}

/** Keys are `<room>.<what>`, so that two sections can never collide. */
export type TextKey = keyof typeof english

/** The text of `key` with every `{name}` replaced from `values`. */
export function text(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  const template: string = english[key]
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole,
  )
}
