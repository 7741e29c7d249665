// All German texts: one file for each of the English ones, with the same keys and {placeholders}.
import { accessGerman } from './de/access.ts'
import { activityGerman } from './de/activity.ts'
import { agentGerman } from './de/agent.ts'
import { agentsGerman } from './de/agents.ts'
import { announceGerman } from './de/announce.ts'
import { appConnectionGerman } from './de/app-connections.ts'
import { appWaitGerman } from './de/app-waits.ts'
import { appGerman } from './de/app.ts'
import { approvalIssuerGerman } from './de/approval-issuers.ts'
import { approvalGerman } from './de/approval.ts'
import { cardGerman } from './de/card.ts'
import { deferralGerman } from './de/deferral.ts'
import { desktopGerman } from './de/desktop.ts'
import { editGerman } from './de/edit.ts'
import { formatGerman } from './de/format.ts'
import { gatewayGerman } from './de/gateway.ts'
import { gatewayCallGerman } from './de/gateway-calls.ts'
import { hookCommandGerman } from './de/hook-command.ts'
import { hookGerman } from './de/hook.ts'
import { httpGerman } from './de/http.ts'
import { interactionGerman } from './de/interaction.ts'
import { interactionViewGerman } from './de/interaction-view.ts'
import { languageGerman } from './de/language.ts'
import { notifyGerman } from './de/notify.ts'
import { linkGerman } from './de/links.ts'
import { manyGerman } from './de/many.ts'
import { modelsGerman } from './de/models.ts'
import { oauthGerman } from './de/oauth.ts'
import { openapiGerman } from './de/openapi.ts'
import { recordGerman } from './de/record.ts'
import { relayGerman } from './de/relay.ts'
import { resourceGerman } from './de/resource.ts'
import { ruleGerman } from './de/rules.ts'
import { settingsGerman } from './de/settings.ts'
import { stepUpGerman } from './de/step-up.ts'
import { storeGerman } from './de/store.ts'
import { updateGerman } from './de/updates.ts'
import { tasksGerman } from './de/tasks.ts'
import { toolGerman } from './de/tools.ts'

/** By key. What is missing here is shown in English. */
export const german: Readonly<Record<string, string>> = {
  ...accessGerman,
  ...activityGerman,
  ...agentGerman,
  ...agentsGerman,
  ...announceGerman,
  ...appConnectionGerman,
  ...appWaitGerman,
  ...appGerman,
  ...approvalIssuerGerman,
  ...approvalGerman,
  ...cardGerman,
  ...deferralGerman,
  ...desktopGerman,
  ...editGerman,
  ...formatGerman,
  ...gatewayGerman,
  ...gatewayCallGerman,
  ...hookCommandGerman,
  ...hookGerman,
  ...httpGerman,
  ...interactionGerman,
  ...interactionViewGerman,
  ...languageGerman,
  ...notifyGerman,
  ...linkGerman,
  ...manyGerman,
  ...modelsGerman,
  ...oauthGerman,
  ...openapiGerman,
  ...recordGerman,
  ...relayGerman,
  ...resourceGerman,
  ...ruleGerman,
  ...settingsGerman,
  ...stepUpGerman,
  ...storeGerman,
  ...updateGerman,
  ...tasksGerman,
  ...toolGerman,
}
