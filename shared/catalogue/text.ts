// Finds a text of the catalogue in the language of this process and fills its {placeholders}.
import { activityTexts } from './en/activity.ts'
import { accessTexts } from './en/access.ts'
import { agentTexts } from './en/agent.ts'
import { agentsTexts } from './en/agents.ts'
import { announceTexts } from './en/announce.ts'
import { appTexts } from './en/app.ts'
import { appConnectionTexts } from './en/app-connections.ts'
import { appWaitTexts } from './en/app-waits.ts'
import { approvalTexts } from './en/approval.ts'
import { approvalIssuerTexts } from './en/approval-issuers.ts'
import { cardTexts } from './en/card.ts'
import { deferralTexts } from './en/deferral.ts'
import { desktopTexts } from './en/desktop.ts'
import { editTexts } from './en/edit.ts'
import { formatTexts } from './en/format.ts'
import { gatewayTexts } from './en/gateway.ts'
import { gatewayCallTexts } from './en/gateway-calls.ts'
import { hookCommandTexts } from './en/hook-command.ts'
import { hookTexts } from './en/hook.ts'
import { httpTexts } from './en/http.ts'
import { interactionTexts } from './en/interaction.ts'
import { notifyTexts } from './en/notify.ts'
import { interactionViewTexts } from './en/interaction-view.ts'
import { languageTexts } from './en/language.ts'
import { linkTexts } from './en/links.ts'
import { manyTexts } from './en/many.ts'
import { modelsTexts } from './en/models.ts'
import { oauthTexts } from './en/oauth.ts'
import { openapiTexts } from './en/openapi.ts'
import { recordTexts } from './en/record.ts'
import { relayTexts } from './en/relay.ts'
import { resourceTexts } from './en/resource.ts'
import { ruleTexts } from './en/rules.ts'
import { settingsTexts } from './en/settings.ts'
import { stepUpTexts } from './en/step-up.ts'
import { storeTexts } from './en/store.ts'
import { updateTexts } from './en/updates.ts'
import { tasksTexts } from './en/tasks.ts'
import { toolTexts } from './en/tools.ts'
import { german } from './german.ts'
import type { Language } from './language.ts'

const english = {
  ...activityTexts,
  ...accessTexts,
  ...agentTexts,
  ...agentsTexts,
  ...announceTexts,
  ...appTexts,
  ...appConnectionTexts,
  ...appWaitTexts,
  ...approvalTexts,
  ...approvalIssuerTexts,
  ...cardTexts,
  ...deferralTexts,
  ...desktopTexts,
  ...editTexts,
  ...formatTexts,
  ...gatewayTexts,
  ...gatewayCallTexts,
  ...hookCommandTexts,
  ...hookTexts,
  ...httpTexts,
  ...interactionTexts,
  ...notifyTexts,
  ...interactionViewTexts,
  ...languageTexts,
  ...linkTexts,
  ...manyTexts,
  ...modelsTexts,
  ...oauthTexts,
  ...openapiTexts,
  ...recordTexts,
  ...relayTexts,
  ...resourceTexts,
  ...ruleTexts,
  ...settingsTexts,
  ...stepUpTexts,
  ...storeTexts,
  ...updateTexts,
  ...tasksTexts,
  ...toolTexts,
}

/** Keys are `<room>.<what>`, so that two sections can never collide. */
export type TextKey = keyof typeof english

let current: Language = 'en'

/** For all texts from now on. Each process has its own; what is on the screen must be built again. */
export function setLanguage(language: Language): void {
  current = language
}

export function currentLanguage(): Language {
  return current
}

/** The text of `key` with every `{name}` replaced from `values`. */
export function text(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  const template = (current === 'de' ? german[key] : undefined) ?? english[key]
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    name in values ? String(values[name]) : whole,
  )
}
