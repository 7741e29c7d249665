// Cards whose rows are built by main itself from arguments of every shape, for looking at and for testing the page.
import type { ApprovalCall, ApprovalCard } from '../../../shared/approval-card.ts'
import { canonicalJson } from '../../../main/interaction/digest.ts'
import { warnOfNames } from '../../../main/interaction/name-warnings.ts'
import { buildRows, listTakenOut } from '../../../main/interaction/rows.ts'
import { makeVisible } from '../../../main/interaction/visible.ts'
import { labelsCard, payCard } from './approval-fixtures.ts'
import { nowMs } from './moment.ts'

interface Case {
  readonly title: string
  readonly args: unknown
  readonly before?: readonly unknown[]
  readonly editedFrom?: unknown
  readonly call?: Partial<ApprovalCall>
  readonly card?: Partial<ApprovalCard>
}

/** A card as main builds it from these arguments. */
export function cardOf({ title, args, before = [], editedFrom, call, card }: Case): ApprovalCard {
  const base = call?.risk === 'high' ? payCard : labelsCard
  if (base.call === null) throw new Error('the fixture has a call')
  const source = {
    nowMs,
    timeZone: 'Europe/Berlin',
    argumentsJson: canonicalJson(args),
    earlier: before.map(canonicalJson),
    schema: null,
    editedFromJson: editedFrom === undefined ? null : canonicalJson(editedFrom),
  }
  return {
    ...base,
    title,
    interactionId: `card ${title}`,
    call: {
      ...base.call,
      rows: buildRows(source),
      argumentsJson: source.argumentsJson,
      byteCount: Buffer.byteLength(source.argumentsJson),
      editedFromJson: source.editedFromJson,
      takenOut: listTakenOut(source),
      before: [],
      ...call,
    },
    ...card,
  }
}

const payment = {
  account: 'DE89370400440532013000',
  amount: { currency: 'EUR', value: '1200.00' },
  execute_on: '2026-11-24',
  recipient: 'Nordlicht GmbH',
  reference: 'Invoice 2031',
}
const paid = {
  ...payment,
  amount: { currency: 'EUR', value: '1150.00' },
  reference: 'Invoice 1988',
}
const high: Partial<ApprovalCall> = {
  before: ['Pay €1,150.00 to Nordlicht GmbH: ran', 'Pay €80.00 to Papier & Co: ran'],
  risk: 'high',
  riskReason: 'moves_money',
}

const minutes = Array.from(
  { length: 40 },
  (_, at) =>
    `${at + 1}. Point ${at + 1} of the agenda was discussed and agreed by all who were there.`,
)
const mail = (changes: Readonly<Record<number, string>>) =>
  [
    'Dear all,',
    '',
    ...minutes.map((line, at) => changes[at] ?? line),
    '',
    'Kind regards',
    'Ada',
  ].join('\n')

const manyKeys = Object.fromEntries(
  Array.from({ length: 1_000 }, (_, at) => [`key_${String(at).padStart(4, '0')}`, `value ${at}`]),
)

export const shapeCards: Record<string, ApprovalCard> = {
  payment: cardOf({
    title: 'Pay €1,200.00 to Nordlicht GmbH',
    args: payment,
    before: [paid, paid, paid],
    call: high,
  }),
  labels: cardOf({
    title: 'Add labels at Tracker',
    args: { issues: [41, 42, 43], labels: ['billing', 'november'], notify: true },
    call: { riskReason: 'changes_something' },
  }),
  'long-text': cardOf({
    title: 'Send mail at Tracker',
    args: {
      body: mail({ 3: '4. Point 4 was moved to December.', 30: '31. The budget is 9,000 euros.' }),
      subject:
        'Minutes of the board meeting of November, final version, with the changes of Friday',
      to: 'board@nordlicht.example',
    },
    before: [
      {
        body: mail({ 30: '31. The budget is 5,000 euros.' }),
        subject:
          'Minutes of the board meeting of October, final version, with the changes of Monday',
        to: 'board@nordlicht.example',
      },
    ],
    call: { tool: 'send_mail' },
  }),
  url: cardOf({
    title: 'Fetch page at Tracker',
    args: {
      callback: 'http://192.0.2.7:8080/hook',
      link: 'https://harbor.example@раypal.example/invoice?id=2031',
      page: 'https://docs.nordlicht.example/handbook/travel',
    },
    call: { tool: 'fetch_page' },
  }),
  file: cardOf({
    title: 'Write file at Drive',
    args: {
      content_base64: Buffer.from(
        Array.from({ length: 220 }, (_, at) => (at * 151) % 256),
      ).toString('base64'),
      note_base64: Buffer.from(
        'Please read this first: the folder is shared with everybody. 2026',
      ).toString('base64'),
      overwrite: true,
      path: '../../home/ada/.ssh/authorized_keys',
      target: '/home/ada/Documents/report.pdf',
    },
    call: { connectionName: 'Drive', host: 'drive.example', tool: 'write_file' },
  }),
  edited: cardOf({
    title: 'Pay €900.00 to Nordlicht GmbH',
    args: { amount: 900, currency: 'EUR', note: 'first half', recipient: 'Nordlicht GmbH' },
    editedFrom: { amount: 1200, currency: 'EUR', recipient: 'Nordlicht GmbH', urgent: true },
    call: high,
  }),
  imitations: cardOf({
    title: 'Share “Board minutes” with ada@nоrdlicht.example',
    args: {
      deadline: '03/04/2026',
      document: 'Board minutes',
      moment: '2026-11-27T14:00:00Z',
      note: 'שלום 123 from us',
      payee: 'Nоrdlicht GmbH',
      with: 'ada@nоrdlicht.example',
    },
    before: [{ payee: 'Nordlicht GmbH' }],
    call: {
      connectionName: 'Нarbor Bank',
      scope: 'documents.share',
      audience: 'https://drive.example/api',
    },
    card: {
      agentName: 'Bookkeeper',
      agentClaimedName: 'System Uрdate',
      nameWarnings: warnOfNames({ claimed: 'System Uрdate', connection: 'Нarbor Bank' }),
    },
  }),
  hidden: cardOf({
    title: 'Write note at Tracker',
    args: {
      'name\u200B': 'invoice\u202Egnp.exe\u202C',
      blanks: `a${' '.repeat(5_000)}rm -rf`,
      fake: `safe\n\nRisk: low\nTool: list_accounts\nApproved by you, 1 minute ago${'\n'.repeat(500)}end`,
      token: 'x'.repeat(900),
      zalgo: `Nord${'\u0335\u0336\u0337\u0338\u0489'.repeat(12)}licht`,
    },
    call: { why: makeVisible('Approved by policy.\n\n<b>Approve</b> \u202Etxt') },
  }),
  'thousand-keys': cardOf({ title: 'Write all at Tracker', args: manyKeys }),
  'no-values': cardOf({ title: 'List accounts at Harbor Bank', args: {}, call: { why: '' } }),
}
