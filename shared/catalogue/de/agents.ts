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
  'agents.not_given':
    'Dieser Agent hat dieses Werkzeug nicht erhalten, deshalb wurde nichts behalten oder gesendet. Die Person kann es ihm in Countersign unter „Agenten“ geben.',
  'agents.line_name': '{agent}, vorher {before}',
  'agents.line_secret': '{agent} erhielt ein Geheimnis',
  'agents.line_secret_again': '{agent} erhielt ein neues Geheimnis; das vorige gilt nicht mehr',
  'agents.line_access': '{agent} darf mehr Werkzeuge benutzen',
  'agents.line_secret_asked': '{agent} darf sich mit einem neuen Geheimnis anmelden',
  'agents.line_resume': '{agent} ist nicht mehr angehalten',
  'agents.secret_title': 'Das Geheimnis von {agent}',
  'agents.secret_once':
    'Es wird hier jetzt gezeigt und nie wieder; es verschwindet, wenn Sie diese Seite verlassen, spätestens nach 10 Minuten. Countersign bewahrt nur seinen Hash auf.',
  'agents.secret_done': 'Fertig',
  'agents.secret': 'Geheimnis',
  'agents.copy_secret': 'Geheimnis kopieren',
  'agents.copy': 'Kopieren',
  'agents.copied': 'Kopiert. In einer Minute wird es aus der Zwischenablage entfernt.',
  'agents.snippet_for': 'Welcher Agent bekommt es?',
  'agents.client_claude-code': 'Claude Code',
  'agents.client_claude-desktop': 'Claude Desktop',
  'agents.client_vscode': 'VS Code',
  'agents.client_cursor': 'Cursor',
  'agents.client_other': 'Ein anderer',
  'agents.way_stdio': 'Er startet einen Befehl (geht immer)',
  'agents.way_http': 'Er ruft eine Adresse auf',
  'agents.way_hook': 'Er fragt, bevor er eigene Werkzeuge benutzt',
  'agents.port_changes':
    'Diese Adresse gilt, bis Countersign endet. Für eine, die bleibt, wählen Sie in den Einstellungen unter „Gateway“ einen Port.',
  'agents.no_port':
    'Noch ist nichts zu erreichen. Gleich, oder in den Einstellungen unter „Gateway“, sehen Sie, warum.',
  'agents.run_this': 'Führen Sie das in einem Terminal aus:',
  'agents.settings_are': 'Seine Einstellungen für diesen Server:',
  'agents.put_into': 'Schreiben Sie das in {file}; stehen dort schon Einträge, ergänzen Sie diese:',
  'agents.asks_for_it':
    'Er fragt beim Start nach dem Geheimnis; in der Datei selbst steht es nicht.',
  'agents.tools_of': '{connection} ({host})',
  'agents.no_tools_now': 'Zurzeit kein Werkzeug.',
  'agents.whole_connection':
    'Die ganze Verbindung: Werkzeuge, die ihr Server später hinzufügt, gehören dazu.',
  'app.place.agents': 'Agenten',
  'agents.add': 'Agenten hinzufügen',
  'agents.add_now': 'Hinzufügen',
  'agents.explain':
    'Claude Code, Claude Desktop, VS Code, Cursor und jeder andere MCP-Client können Ihre Verbindungen über Countersign benutzen. Ihre Aufrufe warten in Ihrem Eingang wie die des eingebauten Agenten, und sie sehen nie ein Token.',
  'agents.explain_steps':
    'Geben Sie dem Agenten einen Namen. Erstellen Sie dann sein Geheimnis, fügen Sie im Agenten ein, was die Freigabeansicht zeigt, und wählen Sie, was er benutzen darf.',
  'agents.name': 'Name',
  'agents.name_hint':
    'Anfragen nennen mit diesem Namen, wer fragt. Wie sich der Agent selbst nennt, steht daneben.',
  'agents.held': 'angehalten: {count}',
  'agents.revoked': 'Zugang entzogen',
  'agents.state_revoked': 'entzogen',
  'agents.state_paused': 'angehalten',
  'agents.state_here': 'eingebaut',
  'agents.state_no_secret': 'hat kein Geheimnis',
  'agents.state_ready': 'hat Zugang',
  'agents.runs_here': 'Läuft in dieser App',
  'agents.never_seen': 'War noch nie da',
  'agents.seen': 'Zuletzt gesehen {moment}',
  'agents.comes_in': 'Wie er hereinkommt',
  'agents.never_came': 'Er war noch nicht da.',
  'agents.came_http': 'Über seine Adresse, als {client} {version}, MCP {protocol}',
  'agents.came_stdio': 'Über den Befehl countersign-mcp, als {client} {version}, MCP {protocol}',
  'agents.came_hook': 'Über den Befehl countersign-hook, als {client}',
  'agents.own_word': 'So nennt er sich selbst; nur das Geheimnis beweist, wer er ist.',
  'agents.needs_secret': 'Er kann erst hereinkommen, wenn Sie sein Geheimnis erstellt haben.',
  'agents.port_fixed': 'Seine Adresse hier: 127.0.0.1, Port {port}. Der Port bleibt gleich.',
  'agents.port_now':
    'Seine Adresse hier: 127.0.0.1, Port {port}, bis Countersign endet. In den Einstellungen lässt sich der Port festlegen; der Befehl geht in jedem Fall.',
  'agents.may_use': 'Was er benutzen darf',
  'agents.all_connections':
    'Jede Verbindung und alle ihre Werkzeuge. Jeder Aufruf wird angehalten und Ihnen gezeigt, sofern nicht eine Regel oder Ihr Vertrauen beim Lesen etwas anderes sagt.',
  'agents.no_connections': 'Es gibt noch keine Verbindung. Fügen Sie zuerst eine hinzu.',
  'agents.access_asks':
    'Ein Häkchen zu entfernen wirkt sofort. Ein gesetztes wird in der Freigabeansicht erfragt.',
  'agents.given_whole': '(alles, auch spätere Werkzeuge)',
  'agents.given_count': '({count} von {all} Werkzeugen)',
  'agents.whole': 'Die ganze Verbindung, mit Werkzeugen, die sie später erhält',
  'agents.take_all': 'Alles davon entziehen',
  'agents.own_tools': 'Seine eigenen Werkzeuge',
  'agents.own_tools_words':
    'Er führt sie selbst auf diesem Computer aus und fragt vorher hier. Countersign sendet nichts dafür und kann nicht sehen, was sie getan haben.',
  'agents.own_reading_on': 'Seine Werkzeuge, die nur Dateien ansehen, laufen ohne Rückfrage.',
  'agents.own_reading_off':
    'Sie werden nach jedem gefragt, auch nach denen, die nur Dateien ansehen.',
  'agents.own_reading_stop': 'Auch nach dem Lesen fragen',
  'agents.own_reading_ask': 'Beim Lesen von Dateien vertrauen …',
  'agents.did': 'Was er zuletzt getan hat',
  'agents.did_nothing': 'Er hat noch nichts aufgerufen.',
  'agents.all_activity': 'Sein ganzer Verlauf',
  'agents.pause': 'Anhalten',
  'agents.resume': 'Weiterarbeiten lassen …',
  'agents.make_secret': 'Geheimnis erstellen …',
  'agents.new_secret': 'Neues Geheimnis …',
  'agents.revoke': 'Zugang entziehen',
  'agents.revoke_question': '„{agent}“ den Zugang entziehen?',
  'agents.revoke_words':
    'Sofort und endgültig: Sein Geheimnis gilt nicht mehr, seine angehaltenen Aufrufe werden abgebrochen, seine Regeln und Pläne enden. Was er getan hat, bleibt im Verlauf.',
  'agents.revoke_now': 'Endgültig entziehen',
  'agents.revoke_keep': 'Behalten',
  'agents.rename': 'Umbenennen',
  'agents.rename_now': 'Namen speichern',
} as const satisfies Record<keyof typeof agentsTexts, string>
