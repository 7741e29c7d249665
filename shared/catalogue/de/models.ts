// German texts about language models: why one did not answer, how one is added, chosen, tested and removed.
import type { modelsTexts } from '../en/models.ts'

export const modelsGerman = {
  'models.waiting': '[Der Server des Modells bittet um eine Pause: Weiter geht es in {seconds} s.]',
  'models.note_trimmed':
    '[Die ältesten Ergebnisse passen nicht mehr in das, was dieses Modell auf einmal lesen kann. Für das Modell wurden sie weggelassen; Sie sehen weiterhin alle.]',
  'models.note_cut_off': '[Die Antwort wurde durch die eigene Grenze des Modells abgeschnitten.]',
  'models.note_declined':
    '[Das Modell oder sein Anbieter hat hier abgelehnt. Nichts davon wurde aufgerufen.]',
  'models.note_unknown_tool':
    '[Es wollte ein Werkzeug, das es nicht gibt: „{tool}“. Nichts wurde aufgerufen, und das wurde ihm gesagt.]',
  'models.note_bad_arguments':
    '[Es rief „{tool}“ mit Angaben auf, die nicht passen. Nichts wurde aufgerufen, und das wurde ihm gesagt.]',
  'models.note_cut_off_call':
    '[Ein Aufruf von „{tool}“ war nicht vollständig. Nichts wurde aufgerufen, und das wurde ihm gesagt.]',
  'models.server_said': 'Sein Server sagte: „{said}“',

  'models.failed_no_key':
    '{name} braucht einen Schlüssel, und keiner ist zur Hand. Von der Aufgabe ist nichts verloren. Geben Sie den Schlüssel in den Einstellungen unter „Modelle“ ein und fragen Sie dann noch einmal.',
  'models.failed_wrong_key':
    '{host} nimmt den Schlüssel von {name} nicht an, oder er darf {model} nicht verwenden. Von der Aufgabe ist nichts verloren. Geben Sie in den Einstellungen unter „Modelle“ einen anderen Schlüssel ein.',
  'models.failed_no_credit':
    'Das Konto hinter dem Schlüssel von {name} hat kein Guthaben mehr. Von der Aufgabe ist nichts verloren. Laden Sie es beim Anbieter auf oder wählen Sie ein anderes Modell.',
  'models.failed_rate_limited':
    '{host} nimmt für {name} zurzeit keine weiteren Anfragen an; es wurde mehrmals gefragt. Von der Aufgabe ist nichts verloren. Versuchen Sie es in einigen Minuten noch einmal oder wählen Sie ein anderes Modell.',
  'models.failed_rate_limited_until':
    '{host} nimmt für {name} {seconds} s lang keine weiteren Anfragen an; es wurde mehrmals gefragt, oder die verlangte Pause ist lang. Von der Aufgabe ist nichts verloren. Versuchen Sie es später noch einmal oder wählen Sie ein anderes Modell.',
  'models.failed_model_gone':
    '{host} kennt unter dieser Adresse kein Modell „{model}“. Von der Aufgabe ist nichts verloren. Prüfen Sie Name und Adresse von {name} in den Einstellungen unter „Modelle“.',
  'models.failed_too_long':
    'Die Aufgabe ist für {name} zu lang geworden, auch ohne ihre älteren Ergebnisse. Was getan ist, bleibt getan. Beginnen Sie eine neue Aufgabe oder wählen Sie ein Modell, das mehr auf einmal lesen kann.',
  'models.failed_refused_request':
    '{host} hat die Anfrage für {name} zurückgewiesen. Von der Aufgabe ist nichts verloren. Vielleicht kennt das Modell keine Werkzeuge oder nicht in dieser Form: Wählen Sie ein anderes Modell.',
  'models.failed_server_error':
    'Der Server von {name} bei {host} hat selbst Schwierigkeiten; es wurde mehrmals gefragt. Von der Aufgabe ist nichts verloren. Versuchen Sie es später noch einmal.',
  'models.failed_unreachable':
    'Bei {host} antwortet nichts. Von der Aufgabe ist nichts verloren. Prüfen Sie, ob der Server von {name} läuft und dieser Computer online ist, und fragen Sie dann noch einmal.',
  'models.failed_blocked':
    '{host} führt zu einer Adresse, die Countersign nicht aufsucht: nur https, dieser Computer oder genau der Host, den Sie eingegeben haben. Nichts wurde gesendet.',
  'models.failed_silent':
    '{host} hat die Anfrage angenommen und dann zu lange nichts gesagt. Dadurch wurde nichts aufgerufen. Versuchen Sie es noch einmal oder wählen Sie ein anderes Modell.',
  'models.failed_broken':
    'Die Antwort von {name} brach zweimal mittendrin ab. Nach einer halben Antwort wird nie gehandelt; dadurch wurde also nichts aufgerufen. Versuchen Sie es noch einmal.',
  'models.failed_garbage':
    'Was von {host} kam, war zweimal nicht lesbar. Dadurch wurde nichts aufgerufen. Prüfen Sie die Adresse von {name} in den Einstellungen unter „Modelle“.',
  'models.failed_endless':
    'Die Antwort von {name} kam innerhalb der Grenzen für Größe und Zeit nicht zum Ende und wurde beendet. Dadurch wurde nichts aufgerufen.',
  'models.failed_not_a_model':
    'Was bei {host} antwortet, ist nicht der Server eines Modells: Es sendete etwas anderes oder führte woandershin. Nichts wurde aufgerufen. Prüfen Sie die Adresse von {name} in den Einstellungen unter „Modelle“.',
  'models.failed_empty':
    '{name} gab zweimal eine leere Antwort. Dadurch wurde nichts aufgerufen. Fragen Sie mit anderen Worten oder wählen Sie ein anderes Modell.',
  'models.failed_declined':
    '{name} oder der Anbieter lehnte es ab zu antworten. Nichts wurde aufgerufen. Fragen Sie mit anderen Worten oder wählen Sie ein anderes Modell.',
  'models.failed_bad_calls':
    '{name} rief fünfmal hintereinander Werkzeuge auf, die es nicht gibt, oder mit Angaben, die nicht passen. Nichts davon wurde aufgerufen. Fragen Sie mit anderen Worten oder wählen Sie ein anderes Modell.',
  'models.failed_removed':
    'Das Modell dieses Agenten wurde entfernt. Von der Aufgabe ist nichts verloren. Wählen Sie in den Einstellungen unter „Modelle“ ein anderes.',

  'models.title': 'Modelle',
  'models.about':
    'Womit ein Agent dieser App denkt. Das Probemodell braucht weder Schlüssel noch Netz und versteht nur einfache Sätze.',
  'models.rehearsal': 'Probe',
  'models.rehearsal_about': 'Eingebaut, kostenlos, auf diesem Computer',
  'models.list': 'Modelle, die Sie hinzugefügt haben',
  'models.none': 'Sie haben noch keines hinzugefügt.',
  'models.provider.openai-compatible': 'OpenAI-kompatibel',
  'models.provider.anthropic': 'Anthropic',
  'models.line': '{provider} · {model} · {host}',
  'models.price': 'je Million Tokens: ${input} hinein, ${output} heraus',
  'models.price_unknown': 'Kein Preis eingegeben',
  'models.choose': '{agent} denkt mit',
  'models.uses': 'Denkt mit {name}',
  'models.test': 'Eine Testnachricht senden',
  'models.testing': 'Auf die Antwort wird gewartet …',
  'models.test_ok': 'Es antwortete in {seconds} s: „{reply}“',
  'models.test_silent': 'Es antwortete in {seconds} s, ohne Worte.',
  'models.test_tokens': '{input} Tokens hinein, {output} heraus.',
  'models.test_cost': '{input} Tokens hinein, {output} heraus, etwa {cost}.',
  'models.rename': 'Umbenennen',
  'models.rename_do': 'Diesen Namen behalten',
  'models.name': 'Name',
  'models.key_again': 'Einen anderen Schlüssel eingeben',
  'models.remove': 'Entfernen',
  'models.remove_question': '{name} entfernen?',
  'models.remove_words':
    'Der Schlüssel wird von diesem Computer gelöscht. Agenten, die es verwenden, kehren zur Probe zurück. Aufgaben, an denen sie arbeiten, werden angehalten; was sie getan haben, bleibt.',
  'models.removed_pause':
    'Angehalten: Das Modell {name} wurde entfernt. Von dieser Aufgabe geht nichts verloren. Wählen Sie in den Einstellungen unter „Modelle“ ein anderes und setzen Sie die Aufgabe dann fort; ohne Modell arbeitet sie als Probe weiter.',
  'models.remove_do': 'Entfernen bestätigen',
  'models.keep': 'Behalten',
  'models.back': 'Zurück',
  'models.add': 'Ein Modell hinzufügen …',
  'models.add_do': 'Weiter',
  'models.add_why':
    'Sie bestätigen es in der Freigabeansicht, und ein Schlüssel wird nur dort eingegeben. Was Sie und Agenten sagen und was Werkzeuge liefern, geht an diese Adresse.',
  'models.provider': 'Art',
  'models.address': 'Adresse',
  'models.address_hint':
    'https, oder http auf diesem Computer und im eigenen Netz, zum Beispiel http://localhost:11434/v1 für Ollama.',
  'models.model': 'Modell, wie sein Anbieter es nennt',
  'models.needs_key': 'Es braucht einen Schlüssel',
  'models.context': 'Kontextlänge in Tokens (freiwillig)',
  'models.price_input': 'US-Dollar je Million Tokens hinein (freiwillig)',
  'models.price_output': 'US-Dollar je Million Tokens heraus (freiwillig)',

  'models.ask_tag': 'Modell',
  'models.ask_who': 'Sie wollten dieses Modell verwenden',
  'models.ask_title': 'Das Modell {name} bei {host} verwenden',
  'models.ask_title_key': 'Einen anderen Schlüssel für {name} bei {host} eingeben',
  'models.ask_explain':
    'Was Sie und Ihre Agenten sagen und was Werkzeuge liefern, wird während einer Aufgabe an {host} gesendet. Wer den Host betreibt, kann es lesen. Seine Antworten sind nie Anweisungen an Countersign: Jeder Aufruf wird angehalten wie bisher.',
  'models.ask_plain':
    'Diese Adresse hat keine Verschlüsselung: Andere in Ihrem Netz können mitlesen. Ein Schlüssel wird ihr nie gesendet.',
  'models.ask_key': 'Schlüssel',
  'models.ask_goes_to':
    'Der Schlüssel wird versiegelt auf diesem Computer aufbewahrt und nur an {host} gesendet. Kein Agent, kein Modell und keine andere Seite sieht ihn.',
  'models.ask_keyless': 'Kein Schlüssel gehört dazu.',
  'models.ask_use': 'Dieses Modell verwenden',
  'models.ask_use_key': 'Diesen Schlüssel behalten',

  'models.gone': 'Dieses Modell gibt es nicht mehr. Nichts wurde geändert.',
  'models.asked': 'Eine Frage zu einem Modell wartet schon auf Sie. Beantworten Sie zuerst diese.',
  'models.bad_address':
    'Das ist keine Adresse eines Modellservers. Sie beginnt mit https://, oder mit http:// auf diesem Computer und im eigenen Netz.',
  'models.key_on_plain':
    'Ein Schlüssel wird nicht unverschlüsselt an einen anderen Computer gesendet. Verwenden Sie https oder einen Server, der keinen Schlüssel braucht.',
  'models.bad_key': 'Ein Schlüssel ist eine Zeile ohne Leerzeichen. Nichts wurde aufbewahrt.',
  'models.no_agent': 'Nur Agenten dieser App denken mit einem Modell. Nichts wurde geändert.',
  'models.many': 'Mehr als {most} Modelle werden nicht aufbewahrt. Entfernen Sie zuerst eines.',
} as const satisfies Readonly<Record<keyof typeof modelsTexts, string>>
