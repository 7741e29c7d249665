// German texts about changing arguments before approving, and about a proof given together with the approval.
import type { editTexts } from '../en/edit.ts'

export const editGerman = {
  'edit.cannot_check':
    'Das Schema dieses Werkzeugs lässt sich nicht prüfen, deshalb können seine Werte hier nicht geändert werden. Es wurde nichts geändert. Geben Sie es so frei, oder lehnen Sie ab und schreiben Sie, was Sie stattdessen möchten.',
  'edit.tool_changed':
    'Der Server hat dieses Werkzeug seit der Anfrage geändert, deshalb kann sie nicht mehr bearbeitet werden. Es wurde nichts geändert. Lehnen Sie ab; der Agent kann neu fragen.',
  'edit.bad_json': 'Es wurde nichts geändert. {problem}',
  'edit.misfit': 'Es wurde nichts geändert. {place}: {words}.',
  'edit.whole': 'Die Werte als Ganzes',
  'edit.open': 'Bearbeiten',
  'edit.heading': 'Bearbeiten, was gesendet wird',
  'edit.explain':
    'Sie entscheiden mit Ihren eigenen Werten. Der Agent erfährt, dass Sie sie geändert haben. Gesendet wird erst, wenn Sie freigeben.',
  'edit.fields': 'Feld für Feld',
  'edit.json': 'Als JSON',
  'edit.json_label': 'Alle Werte als JSON',
  'edit.cancel': 'Abbrechen',
  'edit.undo': 'Zurück zur Fassung des Agenten',
  'edit.save': 'Geänderte Anfrage zeigen',
  'edit.saving': 'Ihre Änderungen werden geprüft …',
  'edit.yes': 'Ja',
  'edit.no': 'Nein',
  'edit.raw_json': 'JSON',
  'edit.not_a_number':
    '{label}: Das ist keine Zahl. Schreiben Sie sie wie 1200.50, ohne Tausendertrennung.',
  'edit.not_json': '{label}: Das ist kein JSON.',
  'edit.shown_as': 'Verborgene Zeichen darin:',
  'edit.told': 'Die Person hat die Werte vor der Freigabe geändert. Ausgeführt wurde: {arguments}',
  'edit.told_not_run': 'Die Person hat die Werte geändert. Sie lauteten: {arguments}',
  'ahead.label': 'Nachweis, zusammen mit Ihrer Freigabe',
  'ahead.otp':
    '{host} hat beim letzten Mal einen Code verlangt. Geben Sie ihn jetzt ein: Er geht nur an {host}, nur für diese Anfrage und nur, wenn er wieder verlangt wird. Sie können das Feld leer lassen.',
  'ahead.passkey':
    '{host} hat beim letzten Mal Ihren Passkey verlangt. Das Passkey-Fenster öffnet sich gleich nach Ihrer Freigabe.',
} as const satisfies Record<keyof typeof editTexts, string>
