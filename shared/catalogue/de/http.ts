// German texts of the http room: what people read, by key.
import type { httpTexts } from '../en/http.ts'

export const httpGerman = {
  'http.unreachable':
    '{host} war nicht zu erreichen. Nichts ging verloren. Prüfen Sie die Adresse und Ihr Netz und versuchen Sie es dann erneut.',
  'http.resting':
    '{host} hat mehrmals hintereinander versagt, deshalb lässt Countersign ihn {seconds} s in Ruhe. Nichts wurde gesendet, nichts ging verloren, und worauf dort gewartet wird, wird weiter abgefragt. Versuchen Sie es danach erneut.',
  'http.unwritable_header':
    'Die Anfrage an {host} enthält Zeichen, die nicht gesendet werden dürfen, deshalb wurde nichts gesendet. Melden Sie sich dort erneut an.',
  'http.timeout':
    '{host} hat nicht rechtzeitig geantwortet. Nichts ging verloren. Versuchen Sie es gleich noch einmal.',
  'http.too_large':
    '{host} hat mehr geschickt, als Countersign annimmt, deshalb wurde die Antwort verworfen. Sagen Sie es dem Betreiber des Servers.',
  'http.redirect_refused':
    '{host} wollte die Anfrage anderswohin lenken. Countersign folgt keinen Umleitungen. Verwenden Sie stattdessen die endgültige Adresse.',
  'http.blocked_address':
    '{host} führt zu einer privaten oder reservierten Netzadresse, deshalb wurde nichts gesendet. Prüfen Sie die Adresse.',
  'http.not_json':
    '{host} hat mit etwas geantwortet, das kein JSON ist. Vielleicht ist es nicht die richtige Adresse.',
  'http.url_unreadable':
    'Das ist keine Adresse eines Servers. Sie sieht aus wie https://mcp.example.com/mcp.',
  'http.url_scheme': 'Hier lassen sich nur Adressen mit https:// verwenden.',
  'http.url_plain':
    'Einfaches http:// ist nur für Server auf diesem Computer erlaubt. Verwenden Sie https://; nichts wurde gesendet.',
  'http.url_user_info':
    'Lassen Sie Benutzernamen und Passwort in der Adresse weg. Countersign fragt nach einem Nachweis, wenn der Server ihn will.',
  'http.url_fragment': 'Lassen Sie in der Adresse den Teil nach # weg.',
} as const satisfies Record<keyof typeof httpTexts, string>
