// German texts of agents.
import type { agentsTexts } from '../en/agents.ts'

export const agentsGerman = {
  'agents.gone':
    'Diesen Agenten gibt es nicht mehr, oder sein Zugang wurde entzogen. Nichts wurde geändert.',
  'agents.bad_name':
    'Ein Name hat 1 bis 60 sichtbare Zeichen. Nichts wurde geändert: Geben Sie ihm einen anderen.',
  'agents.name_taken':
    'Ein anderer Agent heißt bereits „{name}“, und Sie könnten nicht erkennen, wessen Anfrage Sie sehen. Nichts wurde geändert: Geben Sie ihm einen anderen Namen.',
  'agents.end_revoked':
    'Sie haben diesem Agenten den Zugang entzogen. Für ihn wird nichts mehr gesendet.',
  'agents.end_limited':
    'Sie haben dem Agenten dieses Werkzeug entzogen, bevor etwas gesendet wurde. Nichts wurde gesendet.',
  'agent.row_agent_added': 'Ein Agent wurde hinzugefügt',
  'agent.row_agent_changed': 'Ein Agent wurde geändert',
  'agent.row_agent_paused': 'Ein Agent wurde angehalten',
  'agent.row_agent_resumed': 'Ein Agent arbeitet weiter',
  'agent.row_agent_revoked': 'Einem Agenten wurde der Zugang entzogen',

  'agents.title_agent_access': '{agent} mehr benutzen lassen',
  'agents.agent_access_tag': 'Ein Agent erhält Werkzeuge',
  'agents.agent_access_allows': 'Er darf diese Werkzeuge sehen und um ihre Benutzung bitten.',
  'agents.agent_access_stays':
    'Jeder seiner Aufrufe wird wie bisher angehalten und Ihnen gezeigt, sofern nicht eine Regel oder Ihr Vertrauen beim Lesen etwas anderes sagt.',
  'agents.agent_access_warn':
    'Was der Agent mit diesen Werkzeugen liest, kann er an sein eigenes Modell und an dessen Betreiber weitergeben.',
  'agents.agent_access_back':
    'Agenten, dieser Agent, „Was er benutzen darf“: das Häkchen entfernen. Es wirkt sofort.',
  'agents.title_agent_secret': 'Ein Geheimnis für {agent} erstellen',
  'agents.agent_secret_tag': 'Ein Zugang',
  'agents.agent_secret_allows':
    'Wer das neue Geheimnis hat, darf als dieser Agent aufrufen. Es wird hier nach Ihrer Freigabe einmal gezeigt.',
  'agents.agent_secret_stays':
    'Es wird nur als Hash aufbewahrt. Ein früheres Geheimnis dieses Agenten gilt dann nicht mehr.',
  'agents.agent_secret_warn':
    'Geben Sie es nur diesem einen Agenten, und halten Sie es aus Dateien heraus, die Sie weitergeben.',
  'agents.agent_secret_back':
    'Agenten, dieser Agent, „Neues Geheimnis“ oder „Zugang entziehen“. Es wirkt sofort.',
  'agents.title_agent_resume': '{agent} weiterarbeiten lassen',
  'agents.agent_resume_tag': 'Ein Anhalten endet',
  'agents.agent_resume_allows':
    'Was deswegen angehalten war, wird neu beurteilt: Ihre Regeln und Ihr Vertrauen lassen es ohne Rückfrage laufen, nach dem Rest werden Sie gefragt.',
  'agents.agent_resume_stays': 'Es ist nicht mehr erlaubt als vor dem Anhalten.',
  'agents.agent_resume_warn':
    'Lassen Sie ihn nur weiterarbeiten, wenn Sie wissen, warum er angehalten wurde.',
  'agents.agent_resume_back': 'Agenten, dieser Agent, „Anhalten“. Es wirkt sofort.',
  'agents.nothing_to_give':
    'Es wurde nichts gefragt, weil der Agent das alles schon hat oder dessen Server es nicht mehr anbietet. Wählen Sie etwas anderes.',
  'agents.secret_gone':
    'Dieses Geheimnis wird nicht mehr gezeigt und lässt sich nicht noch einmal lesen. Der Agent, der es hat, kann weiterarbeiten; um eines zu sehen, erstellen Sie ein neues.',
} as const satisfies Record<keyof typeof agentsTexts, string>
