// German texts about HTTP APIs that an OpenAPI document describes: what people read, by key.
import type { openapiTexts } from '../en/openapi.ts'

export const openapiGerman = {
  'openapi.step-document': 'Das Dokument der API lesen',
  'openapi.step-looking': 'Ein OpenAPI-Dokument suchen',
  'openapi.not-openapi':
    'Was {host} unter dieser Adresse hat, ist kein OpenAPI-Dokument. Prüfen Sie die Adresse (oft /openapi.json).',
  'openapi.web-page':
    '{host} hat unter dieser Adresse eine Webseite und kein OpenAPI-Dokument. Suchen Sie die Adresse von openapi.json oder openapi.yaml.',
  'openapi.swagger':
    'Das Dokument von {host} ist in Swagger 2.0 geschrieben. Countersign liest OpenAPI 3.0 und 3.1; fragen Sie die Betreiber nach einem neueren.',
  'openapi.version':
    'Das Dokument von {host} ist in OpenAPI {version} geschrieben. Countersign liest 3.0 und 3.1.',
  'openapi.unreadable':
    'Das Dokument von {host} ist weder gültiges JSON noch gültiges YAML, deshalb wurde nichts davon verwendet. Die Betreiber müssen es in Ordnung bringen.',
  'openapi.too-large':
    'Das Dokument von {host} ist größer als 20 MB und wurde deshalb nicht gelesen. Fragen Sie die Betreiber nach einem kleineren.',
  'openapi.yaml-too-large':
    'Das Dokument von {host} ist eine YAML-Datei von mehr als 4 MB und wurde deshalb nicht gelesen. Viele Server haben dasselbe Dokument als JSON, das größer sein darf.',
  'openapi.too-deep':
    'Das Dokument von {host} ist zu tief verschachtelt oder führt in sich selbst zurück, deshalb wurde nichts davon verwendet.',
  'openapi.no-server':
    'Das Dokument von {host} nennt keinen Server, den Countersign ansprechen darf: Es muss eine https-Adresse sein.',
  'openapi.no-operations':
    'Das Dokument von {host} beschreibt keine Operation, es gibt also nichts zu verwenden.',
  'openapi.elsewhere':
    'Das Dokument von {host} beschreibt einen Server unter einer anderen Adresse, {server}. Dorthin wird nichts gesendet, solange Sie nicht zustimmen.',
  'openapi.not-elsewhere':
    'Das Dokument dieser Verbindung nennt diesen Server nicht mehr. Sehen Sie noch einmal nach und entscheiden Sie dann.',
  'openapi.nothing-found':
    'Unter {host} gibt es einen Server, aber er spricht unter dieser Adresse weder MCP, noch hat er dort ein OpenAPI-Dokument. Prüfen Sie den Pfad (oft /mcp oder /openapi.json).',
  'openapi.tool-gone':
    'Das Dokument von {host} beschreibt diese Operation nicht mehr oder führt mit ihr woandershin. Es wurde nichts gesendet.',
  'openapi.argument-unfit':
    'Der Wert von „{argument}“ kann dieser API nicht genau so gesendet werden, wie er gezeigt wurde; deshalb wurde nichts gesendet.',
  'openapi.arguments-unfit':
    'Aus den Argumenten wird keine Anfrage, die das Dokument dieser API zulässt; deshalb wurde nichts gesendet.',
  'openapi.refused-status': 'Der Server hat es zurückgewiesen (HTTP {status}).',
  'openapi.result-empty': '[Die Antwort war HTTP {status} und sonst nichts.]',
  'openapi.result-binary': '[Die Antwort war eine Datei vom Typ {type}, die weggelassen wurde.]',
  'openapi.result-large':
    '[Die Antwort war HTTP {status} mit mehr als 5 MB, die weggelassen wurden.]',
  'openapi.read-broken':
    'Die Antwort von {host} ist abgebrochen. Geändert wurde dadurch nichts; versuchen Sie es noch einmal.',
  'openapi.retry-after': 'Er bittet, {seconds} Sekunden zu warten.',

  'openapi.kind': 'HTTP-API',
  'openapi.operations': '{offered} von {count} Operationen',
  'openapi.operations-all': '{count} Operationen',
  'openapi.hidden-one': '1 Operation wird nicht angeboten',
  'openapi.hidden-many': '{count} Operationen werden nicht angeboten',
  'openapi.hidden-first': 'die ersten {count}',
  'openapi.groups': 'Auswählen, was angeboten wird',
  'openapi.groups-words':
    'Höchstens {most} Operationen lassen sich anbieten. Wählen Sie die Gruppen aus, die Sie brauchen; ohne Auswahl werden die ersten {most} angeboten.',
  'openapi.groups-legend': 'Gruppen von Operationen',
  'openapi.groups-count': '{count} von höchstens {most} Operationen ausgewählt',
  'openapi.groups-over':
    '{count} Operationen ausgewählt. Höchstens {most} lassen sich anbieten: die ersten davon.',
  'openapi.groups-none': 'Nichts ist ausgewählt.',
  'openapi.groups-rest': 'Alles Übrige',
  'openapi.groups-save': 'Diese anbieten',
  'openapi.no-such-group':
    'Diese Gruppe gibt es im Dokument der Verbindung nicht mehr. Sehen Sie noch einmal nach und wählen Sie dann aus.',
  'openapi.document': 'Beschrieben von',
  'openapi.agree': '{server} verwenden',
  'openapi.agree-words':
    'Aufrufe und die Token dafür würden an {server} gehen. Stimmen Sie nur zu, wenn Sie wissen, dass er zu {host} gehört.',
  'openapi.why.api_key': 'braucht einen API-Schlüssel, den Countersign nicht verwendet',
  'openapi.why.basic': 'braucht Benutzername und Passwort, nach denen Countersign nie fragt',
  'openapi.why.mutual_tls': 'braucht ein Client-Zertifikat',
  'openapi.why.bearer':
    'braucht ein Zugriffstoken, aber nichts sagt, welcher Autorisierungsserver es ausstellt',
  'openapi.why.flow':
    'die Art der Anmeldung ist nicht sicher („implicit“ oder mit Weitergabe des Passworts)',
  'openapi.why.unknown_scheme': 'die Anmeldung ist nicht beschrieben oder von unbekannter Art',
  'openapi.why.combined': 'braucht mehrere Arten der Anmeldung zugleich',
  'openapi.why.body': 'nimmt eine Art von Inhalt, die Countersign nicht sendet',
  'openapi.why.parameter':
    'braucht einen Parameter, der nicht sicher gesendet werden kann, etwa ein Cookie',
  'openapi.why.path': 'Pfad und Pfadparameter passen nicht zusammen',
  'openapi.why.method': 'ihre Methode ist keine, die Countersign sendet',
  'openapi.why.elsewhere': 'steht in einem anderen Dokument, und dafür wird keines geholt',
  'openapi.why.unresolved': 'verweist auf etwas, das im Dokument fehlt, oder im Kreis',
  'openapi.why.server': 'hat einen eigenen Server unter einer anderen Adresse',
  'openapi.why.unreadable': 'ihre Beschreibung ist nicht lesbar',
  'openapi.why.large': 'die Beschreibung ihrer Argumente ist zu umfangreich',
  'openapi.why.invisible': 'enthält Zeichen, die niemand sehen kann, wo Werte genau stimmen müssen',
  'openapi.why.not_chosen': 'gehört zu keiner Gruppe, die Sie ausgewählt haben',
  'openapi.why.too_many': 'mehr als 2.000 Operationen; die ersten werden angeboten',
} as const satisfies Record<keyof typeof openapiTexts, string>
