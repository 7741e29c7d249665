// German texts about links in results, which the person has fetched from the server that gave them: by key.
import type { linkTexts } from '../en/links.ts'

export const linkGerman = {
  'link.read': 'Beim Server abrufen',
  'link.reading': 'Wird abgerufen …',
  'link.read_words':
    'Ein Verweis wird abgerufen, wenn Sie es wollen: nur beim Server dieser Verbindung, mit Ihrer Anmeldung dort; keine andere Adresse wird aufgerufen.',
  'link.contents': 'Was der Server dazu geliefert hat',
  'link.nothing': 'Der Server hat unter diesem Verweis nichts.',
  'link.beginning': 'Der Anfang; das Ganze steht in der Datei, die Sie speichern.',
  'agent.row_link_read': 'Sie haben einen Verweis bei {connection} abgerufen',
  'link.gone': 'Diesen Verweis gibt es nicht mehr. Abgerufen wurde nichts.',
  'link.not_mcp':
    'Diese Verbindung ist eine HTTP-API: Über einen Verweis lässt sich dort nichts abrufen. Gesendet wurde nichts.',
  'link.signed_out':
    'Sie sind bei {host} nicht angemeldet. Melden Sie sich unter „Verbindungen“ an und rufen Sie ihn dann erneut ab. Gesendet wurde nichts.',
  'link.refused':
    '{host} lässt Sie diesen Verweis nicht lesen (HTTP {status}). Das Ergebnis selbst ist noch da.',
  'link.not_offered':
    '{host} lässt niemanden einzelne Verweise lesen. Das Ergebnis selbst ist noch da.',
  'link.answered_error': '{host} hat geantwortet: „{words}“. Das Ergebnis selbst ist noch da.',
  'link.no_answer':
    '{host} hat keine brauchbare Antwort gegeben. Behalten wurde nichts; versuchen Sie es noch einmal, oder fragen Sie den Betreiber.',
} as const satisfies Record<keyof typeof linkTexts, string>
