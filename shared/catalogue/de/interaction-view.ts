// German texts of the view that shows an authorization server's page inside the app: what people read, by key.
import type { interactionViewTexts } from '../en/interaction-view.ts'

export const interactionViewGerman = {
  'interaction-view.title': 'Eine Seite von {host}',
  'interaction-view.label': 'Über diese Seite',
  'interaction-view.host': 'Diese Seite ist von',
  'interaction-view.back': 'Zurück',
  'interaction-view.reload': 'Neu laden',
  'interaction-view.browser': 'Im Browser öffnen',
  'interaction-view.close': 'Schließen',
  'interaction-view.opening': 'Wird geöffnet …',
  'interaction-view.local': 'Auf diesem Computer, nicht verschlüsselt.',
  'interaction-view.empty': 'Das ist eine leere Seite, von niemandem.',
  'interaction-view.encrypted': 'Verschlüsselt; das Zertifikat gilt für diesen Namen.',
  'interaction-view.certificate':
    'Verschlüsselt. Das Zertifikat gilt für {subject}, ausgestellt von {issuer}, bis {until}.',
  'interaction-view.certificate-bad':
    'Das Zertifikat von {host} ist nicht gültig ({error}), deshalb wurde von dort nichts geladen. Nichts geht verloren: Das Warten geht weiter. Fragen Sie den Betreiber.',
  'interaction-view.unreachable':
    '{host} war nicht zu erreichen ({error}). Nichts geht verloren: Das Warten geht weiter. Laden Sie neu, um es noch einmal zu versuchen.',
  'interaction-view.crashed':
    'Diese Seite ist abgestürzt. Beantwortet wurde dadurch nichts, und das Warten geht weiter. Laden Sie neu, um sie wieder zu öffnen.',
  'interaction-view.foreign':
    'Sie wurden von {issuer} weggeführt, das Sie als eigenen Server vermerkt haben. {host} ist jemand anderes: Geben Sie hier nichts ein, was für {issuer} bestimmt ist.',
  'interaction-view.punycode':
    'Dieser Name enthält andere als die gewöhnlichen Buchstaben: {host} liest sich „{reads}“. Ist das, wen Sie erwarten?',
  'interaction-view.blocked':
    'Die Seite wollte zu einer Adresse führen, die nicht verschlüsselt oder keine Webadresse ist. Sie wurde nicht geöffnet.',
  'interaction-view.over':
    'Wofür diese Seite geöffnet wurde, ist beendet. Sie schließt sich von selbst.',
  'interaction-view.window':
    'Die Seite möchte eine weitere öffnen. Von hier aus werden keine Fenster geöffnet; im Browser kann sie geöffnet werden:',
  'interaction-view.download':
    'Die Seite bietet eine Datei an. Gespeichert wurde nichts; im Browser kann sie geöffnet werden:',
  'interaction-view.open-offer': 'Im Browser öffnen',
  'interaction-view.dismiss-offer': 'Verwerfen',
} as const satisfies Record<keyof typeof interactionViewTexts, string>
