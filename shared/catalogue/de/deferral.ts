// German texts of the deferral room: what people read, by key.
import type { deferralTexts } from '../en/deferral.ts'

export const deferralGerman = {
  'deferral.end_denied': '{host} hat geantwortet, dass die Anfrage abgelehnt wurde.',
  'deferral.end_expired':
    'Die Anfrage lief bei {host} ab, bevor eine Entscheidung Countersign erreichte. Nichts wurde ausgeführt. Fragen Sie erneut, wenn es noch gewünscht ist.',
  'deferral.end_invalid':
    '{host} nimmt diese Anfrage nicht mehr an. Nichts wurde ausgeführt. Fragen Sie erneut, wenn es noch gewünscht ist. Es hieß: „{error}“',
  'deferral.end_bad_response':
    '{host} gab eine Antwort, die gegen die Regeln verstößt, deshalb wurde sie nicht verwendet. Nichts wurde ausgeführt. Fragen Sie erneut, wenn es noch gewünscht ist.',
  'deferral.end_wider_scope':
    '{host} hat mehr gewährt, als verlangt war, deshalb wurde es nicht verwendet. Nichts wurde ausgeführt.',
  'deferral.end_weaker_proof':
    'Die Anmeldung bei {host} war schwächer oder älter, als der Server verlangt, deshalb wurde sie nicht verwendet. Nichts wurde ausgeführt.',
  'deferral.end_other_person':
    'Bei {host} hat sich jemand anderes angemeldet als die Person, der diese Verbindung gehört, deshalb wurde es nicht verwendet. Nichts wurde ausgeführt. Um das Konto zu wechseln, entfernen Sie die Verbindung und fügen Sie sie neu hinzu.',
  'deferral.end_not_bound':
    '{host} gab ein Zugriffstoken, das nicht an diesen Computer gebunden ist, deshalb wurde es nicht verwendet. Nichts wurde ausgeführt.',
  'deferral.end_cancelled': 'Die Anfrage wurde bei {host} zurückgezogen. Nichts wurde ausgeführt.',
  'deferral.end_abandoned':
    'Countersign wartet nicht mehr. Bei {host} bleibt die Anfrage vielleicht offen: Sie ließ sich dort nicht zurückziehen. Nichts wurde ausgeführt.',
  'deferral.end_binding_lost':
    'Der Schlüssel, der zu dieser Anfrage gehört, ist weg, deshalb lässt sich die Antwort nicht mehr von {host} abholen. Nichts wurde ausgeführt. Fragen Sie erneut, wenn es noch gewünscht ist.',
  'deferral.end_lost_result':
    '{host} hat vielleicht geantwortet, aber die Antwort ging unterwegs verloren. Es wurde nicht abgelehnt, und nichts wurde ausgeführt. Fragen Sie erneut, wenn es noch gewünscht ist.',
  'deferral.sign_in_denied': '{host} hat geantwortet, dass die Anmeldung abgelehnt wurde.',
  'deferral.sign_in_expired':
    'Die Anmeldung lief bei {host} ab, bevor eine Entscheidung Countersign erreichte. Was Sie vorher hatten, bleibt, wie es ist. Melden Sie sich erneut an, wenn es noch gewünscht ist.',
  'deferral.sign_in_invalid':
    '{host} nimmt diese Anmeldung nicht mehr an. Was Sie vorher hatten, bleibt, wie es ist. Melden Sie sich erneut an, wenn es noch gewünscht ist. Es hieß: „{error}“',
  'deferral.sign_in_bad_response':
    '{host} gab eine Antwort, die gegen die Regeln verstößt, deshalb wurde sie nicht verwendet. Was Sie vorher hatten, bleibt, wie es ist. Melden Sie sich erneut an, wenn es noch gewünscht ist.',
  'deferral.sign_in_wider_scope':
    '{host} hat mehr gewährt, als verlangt war, deshalb wurde es nicht verwendet. Was Sie vorher hatten, bleibt, wie es ist.',
  'deferral.sign_in_weaker_proof':
    'Die Anmeldung bei {host} war schwächer oder älter, als der Server verlangt, deshalb wurde sie nicht verwendet. Was Sie vorher hatten, bleibt, wie es ist.',
  'deferral.sign_in_other_person':
    'Bei {host} hat sich jemand anderes angemeldet als die Person, der diese Verbindung gehört, deshalb wurde es nicht verwendet. Um das Konto zu wechseln, entfernen Sie die Verbindung und fügen Sie sie neu hinzu.',
  'deferral.sign_in_not_bound':
    '{host} gab ein Zugriffstoken, das nicht an diesen Computer gebunden ist, deshalb wurde es nicht verwendet. Was Sie vorher hatten, bleibt, wie es ist.',
  'deferral.sign_in_cancelled':
    'Die Anmeldung wurde bei {host} zurückgezogen. Was Sie vorher hatten, bleibt, wie es ist.',
  'deferral.sign_in_abandoned':
    'Countersign wartet nicht mehr. Bei {host} bleibt die Anmeldung vielleicht offen: Sie ließ sich dort nicht zurückziehen. Was Sie vorher hatten, bleibt, wie es ist.',
  'deferral.sign_in_binding_lost':
    'Der Schlüssel, der zu dieser Anmeldung gehört, ist weg, deshalb lässt sich die Antwort nicht mehr von {host} abholen. Melden Sie sich erneut an, wenn es noch gewünscht ist.',
  'deferral.sign_in_lost_result':
    '{host} hat vielleicht geantwortet, aber die Antwort ging unterwegs verloren. Die Anmeldung wurde nicht abgelehnt. Melden Sie sich erneut an, wenn es noch gewünscht ist.',
  'deferral.gone': 'Diese Anfrage wartet nicht mehr. Nichts wurde geändert.',
} as const satisfies Record<keyof typeof deferralTexts, string>
