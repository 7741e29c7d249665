// German texts of the gateway, by the keys of the English ones.
import type { gatewayTexts } from '../en/gateway.ts'

export const gatewayGerman = {
  'gateway.title': 'Zugang für andere Agenten',
  'gateway.explain':
    'Hier rufen andere Agenten auf diesem Computer an. Nur dieser Computer ist erreichbar, und nur solange ein Agent ein Geheimnis hat.',
  'gateway.listens': 'Erreichbar unter',
  'gateway.silent': 'Nicht erreichbar: Noch kein Agent hat ein Geheimnis.',
  'gateway.copy': 'Adresse kopieren',
  'gateway.copied': 'Kopiert',
  'gateway.port': 'Welcher Port',
  'gateway.port_any': 'Irgendein freier Port',
  'gateway.port_fixed': 'Immer derselbe Port',
  'gateway.port_any_explain':
    'Nach jedem Start kann es ein anderer sein. Agenten, die als Befehl gestartet werden, finden ihn von selbst; wer eine Adresse bekommen hat, braucht eine, die bleibt.',
  'gateway.port_number': 'Portnummer, 1024 bis 65535',
  'gateway.port_set': 'Diesen Port verwenden',
  'gateway.port_bad': 'Geben Sie eine ganze Zahl von 1024 bis 65535 ein. Es wurde nichts geändert.',
  'gateway.port_moves': 'Agenten, die die Adresse bekommen haben, brauchen dann die neue.',
  'gateway.port_taken':
    'Port {port} wird von einem anderen Programm verwendet, deshalb kommen Agenten dort nicht herein. Nichts ist verloren: Angehaltene Aufrufe bleiben angehalten. Beenden Sie das andere Programm oder wählen Sie einen anderen Port; alle 30 Sekunden wird es wieder versucht.',
  'gateway.no_port':
    'Dieser Computer gab keinen Port her ({reason}), deshalb kommen Agenten nicht herein. Nichts ist verloren: Angehaltene Aufrufe bleiben angehalten. Alle 30 Sekunden wird es wieder versucht.',
  'gateway.file_failed':
    'Die Adresse konnte nicht nach {folder} geschrieben werden, deshalb finden Agenten, die als Befehl gestartet werden, sie nicht. Schaffen Sie Platz oder sehen Sie nach, wer dort schreiben darf; alle 30 Sekunden wird es wieder versucht.',
  'gateway.wrong_title': 'Jemand hat es mit einem falschen Geheimnis versucht',
  'gateway.wrong':
    'Ein Programm auf diesem Computer kam mit einem Geheimnis, das keinem Agenten gehört, und wurde abgewiesen. Wenn Sie einem Agenten den Zugang entzogen oder ihm ein neues Geheimnis gegeben haben, sind vielleicht seine alten Einstellungen noch in Gebrauch.',
  'gateway.refused_form':
    'Das ist keine einfache HTTP-Anfrage: eine nach der anderen, ohne Query, ohne Proxy, jeder Header nur einmal.',
  'gateway.refused_version': 'Hier wird nur HTTP/1.1 gesprochen.',
  'gateway.refused_method': 'Hier werden nur GET, POST und DELETE angenommen.',
  'gateway.refused_expect':
    'Ein Expect-Header wird nicht angenommen. Senden Sie den Inhalt sofort.',
  'gateway.refused_host':
    'Geantwortet wird nur unter der eigenen Adresse: 127.0.0.1, [::1] oder localhost mit dem Port.',
  'gateway.refused_origin':
    'Webseiten bekommen hier keine Antwort. Rufen Sie aus einem Programm auf, ohne Origin-Header.',
  'gateway.refused_secret':
    'Dieses Geheimnis ist nicht bekannt. Erstellen Sie in Countersign eines für diesen Agenten, und senden Sie es als „Authorization: Bearer …“.',
  'gateway.refused_tries':
    'Zu viele Anfragen mit falschen Geheimnissen. Warten Sie, und berichtigen Sie das Geheimnis.',
  'gateway.refused_path': 'Hier ist nichts. MCP wird unter /mcp gesprochen.',
  'gateway.refused_type': 'Senden Sie den Inhalt als application/json in UTF-8.',
  'gateway.refused_encoding': 'Senden Sie den Inhalt, wie er ist, ohne Content-Encoding.',
  'gateway.refused_too_large': 'Der Inhalt ist größer als 4 MB. Nichts davon wurde ausgeführt.',
  'gateway.refused_not_json':
    'Der Inhalt ist kein einwandfreies JSON: UTF-8, kein Schlüssel doppelt, höchstens 64 Ebenen, nur Zahlen, die genau bewahrt werden können. Nichts davon wurde ausgeführt.',
  'gateway.refused_slow': 'Die Anfrage kam nicht rechtzeitig an. Nichts davon wurde ausgeführt.',
  'gateway.refused_headers': 'Die Header sind größer als 16 KB.',
  'gateway.refused_rate':
    'Dieser Agent sendet zu viele Anfragen. Warten Sie so lange, wie Retry-After sagt.',
  'gateway.refused_many':
    'Dieser Agent hat zu viel auf einmal laufen. Beenden Sie zuerst etwas davon.',
  'gateway.refused_busy': 'Zu viele Verbindungen sind offen. Versuchen Sie es gleich noch einmal.',
  'gateway.refused_failed':
    'Countersign ist an dieser Anfrage gescheitert und hat den Grund protokolliert. Sehen Sie dort nach, ob der Aufruf bekannt ist, bevor Sie ihn wiederholen.',
} as const satisfies Record<keyof typeof gatewayTexts, string>
