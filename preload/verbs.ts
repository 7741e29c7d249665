// The verbs each page may call, as plain strings, so that no preload carries the schemas; the compiler holds them to the contract.
import type { VerbOf } from '../shared/contract.ts'

export const appVerbs = {
  'overview.load': true,
  'activity.list': true,
  'task.start': true,
  'task.cancel': true,
  'connection.add': true,
  'connection.sign-in': true,
  'connection.refresh': true,
  'connection.remove': true,
  'connection.ask-first-party': true,
  'connection.ask-trust-reading': true,
  'connection.stop-first-party': true,
  'connection.stop-trust-reading': true,
  'connection.register-passkey': true,
  'connection.renew': true,
  'connection.choose-issuer': true,
  'issuer.ask-client': true,
  'issuer.ask-way': true,
  'issuer.stop-way': true,
  'issuer.switch': true,
  'interaction.open': true,
  'interaction.close': true,
  'interaction.deny': true,
  'interaction.place': true,
  'deferral.check-now': true,
  'deferral.open-interaction': true,
  'deferral.cancel': true,
  'notice.dismiss': true,
  'settings.appearance': true,
  'settings.stop-notification-approve': true,
  'settings.ask-notification-approve': true,
} as const satisfies Record<VerbOf<'app'>, true>

export const approvalVerbs = {
  'approval.load': true,
  'approval.shown': true,
  'approval.approve': true,
  'approval.deny': true,
  'approval.answer': true,
  'approval.close': true,
} as const satisfies Record<VerbOf<'approval'>, true>
