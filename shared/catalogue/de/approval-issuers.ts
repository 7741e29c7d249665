// German texts of the approval room about authorization servers: their client, and ways to sign in; by key.
import type { approvalIssuerTexts } from '../en/approval-issuers.ts'

export const approvalIssuerGerman = {
  'approval.client.tag': 'Client-ID',
  'approval.client.who': 'Sie wollten diese Client-ID verwenden',
  'approval.client.server': 'Autorisierungsserver',
  'approval.client.id': 'Client-ID',
  'approval.client.proves': 'Weist sich aus',
  'approval.client.secret': 'Client-Geheimnis',
  'approval.client.key': 'Privater Schlüssel (JWK, als JSON)',
  'approval.client.key_hint':
    'Ein EC-, RSA- oder Ed25519-Schlüssel mit seinem privaten Teil. Den öffentlichen Teil hat der Betreiber des Servers registriert.',
  'approval.client.explain':
    'Von nun an tritt Countersign bei {host} als dieser Client auf. Was dort einer anderen Client-ID gewährt war, wird widerrufen, und Sie melden sich neu an.',
  'approval.client.warn':
    'Verwenden Sie nur, was Ihnen der Betreiber von {host} gegeben hat. Mit einer fremden Client-ID könnte jemand anderes sehen und beenden, was Ihnen gewährt wird.',
  'approval.client.goes_to':
    'Es liegt versiegelt auf diesem Computer und gilt nur bei {host}. Kein Agent und keine andere Seite sieht es.',
  'approval.client.public': 'Es gehört nichts Geheimes dazu.',
  'approval.client.use': 'Diese Client-ID verwenden',
  'approval.way.tag': 'Tokens ohne Anmeldung hier',
  'approval.way.unattended.allows_1':
    'Countersign darf von {issuer} Tokens als die App selbst holen, auch während Sie weg sind. Niemand meldet sich dafür an.',
  'approval.way.unattended.allows_2':
    'Sie dürfen alles, was der Betreiber jenes Servers der Client-ID dieser App gegeben hat.',
  'approval.way.unattended.warn':
    'So ein Token handelt nicht für Sie, sondern für die App. Server lassen es vielleicht an Dinge, an die Sie selbst nicht kämen.',
  'approval.way.ciba.allows_1':
    '{issuer} darf „{value}“ auf einem Gerät dieser Person fragen, und was dort erlaubt wird, wird auf diesem Computer verwendet.',
  'approval.way.ciba.warn':
    'Erlauben Sie es nur, wenn „{value}“ Sie sind. Was jemand anderes erlaubt, geschähe in dessen Namen.',
  'approval.way.identity_provider.allows_1':
    'Ihre Anmeldung bei {value} gilt auch bei {issuer}: Tokens kommen ohne weitere Anmeldung dort.',
  'approval.way.identity_provider.allows_2':
    '{value} erfährt, dass Sie {issuer} nutzen, und mit welchen Scopes.',
  'approval.way.identity_provider.warn':
    'Der Betreiber von {value} kann bei {issuer} sagen, wer Sie sind. Erlauben Sie es nur, wenn Sie sich dort selbst angemeldet haben.',
  'approval.way.stays_1':
    'Jeder Aufruf wird weiter angehalten und Ihnen gezeigt; keine Regel und kein Vertrauen wird weiter.',
  'approval.way.stays_2': 'Tokens bleiben auf diesem Computer; Agenten sehen sie nie.',
  'approval.way.back':
    'Verbindungen, diese Verbindung, Autorisierungsserver, „Weitere Arten der Anmeldung“, „Aufhören“. Es wirkt sofort.',
} as const satisfies Record<keyof typeof approvalIssuerTexts, string>
