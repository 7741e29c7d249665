// German texts of the oauth room: what people read, by key.
import type { oauthTexts } from '../en/oauth.ts'

export const oauthGerman = {
  'oauth.not_an_authorization_server':
    '{issuer} beschreibt keinen Autorisierungsserver. Nichts wurde gesendet. Prüfen Sie die Adresse der Verbindung.',
  'oauth.issuer_mismatch':
    '{issuer} gibt sich als jemand anderes aus, deshalb wird ihm nicht vertraut. Nichts wurde gesendet. Sagen Sie es dem Betreiber des Servers.',
  'oauth.endpoints_refused':
    '{issuer} nennt Adressen, die nicht sicher zu verwenden sind. Nichts wurde gesendet. Sagen Sie es dem Betreiber des Servers.',
  'oauth.no_pkce':
    '{issuer} unterstützt PKCE mit S256 nicht, deshalb wäre eine Anmeldung dort nicht sicher. Sagen Sie es dem Betreiber des Servers.',
  'oauth.resource_mismatch':
    '{host} beschreibt sich als ein anderer Server, deshalb wird ihm nicht vertraut. Prüfen Sie die Adresse der Verbindung.',
  'oauth.registration_failed':
    '{issuer} hat Countersign nicht als App angenommen. Nichts ging verloren. Fragen Sie den Betreiber des Servers.',
  'oauth.registration_unsupported':
    '{issuer} lässt nicht zu, dass Apps sich selbst registrieren. Bitten Sie den Betreiber des Servers um eine Client-ID.',
  'oauth.callback_refused':
    'Die Antwort im Browser kam nicht von {issuer} und wurde deshalb verworfen. Nichts wurde gewährt. Beginnen Sie die Anmeldung erneut.',
  'oauth.no_browser_sign_in':
    '{issuer} bietet keine Anmeldung im Browser an. Fragen Sie den Betreiber des Servers, wie man sich anmeldet.',
  'oauth.par_failed': '{issuer} hat die Anmeldeanfrage nicht angenommen. Nichts wurde gewährt.',
  'oauth.ciba_missing_user_code':
    '{host} will Ihren Benutzercode, bevor Sie dort gefragt werden. Niemand wurde gefragt. Geben Sie den Code ein und versuchen Sie es erneut.',
  'oauth.ciba_invalid_user_code':
    '{host} hat den Benutzercode nicht angenommen. Niemand wurde gefragt. Prüfen Sie den Code und versuchen Sie es erneut.',
  'oauth.ciba_expired_hint':
    'Was bei {host} sagt, wer Sie sind, ist zu alt. Niemand wurde gefragt. Melden Sie sich erneut an und versuchen Sie es dann noch einmal.',
  'oauth.ciba_unknown_user':
    '{host} kennt die Person nicht, die gefragt werden soll. Prüfen Sie den Namen in den Einstellungen dieses Anmeldeservers.',
  'oauth.ciba_invalid_binding_message':
    '{host} wollte die Wörter dieser Anfrage nicht zeigen, deshalb wurde niemand gefragt. Sagen Sie es dem Betreiber des Servers.',
  'oauth.ciba_access_denied':
    '{host} wollte nicht fragen. Nichts wurde gewährt. Der Betreiber des Servers kann sagen, warum.',
  'oauth.page_done_title': 'Hier sind Sie fertig',
  'oauth.page_done_body': 'Sie können diesen Tab schließen und zu Countersign zurückkehren.',
  'oauth.page_failed_title': 'Etwas ist schiefgegangen',
  'oauth.page_failed_body':
    'Nichts wurde gewährt. Schließen Sie diesen Tab und kehren Sie zu Countersign zurück, um zu sehen, was geschehen ist.',
} as const satisfies Record<keyof typeof oauthTexts, string>
