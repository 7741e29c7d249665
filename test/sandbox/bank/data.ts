// What Harbor Bank knows: accounts, transactions, documents and who must agree to what.

/** Accounts of the customer. */
export const accounts = [
  {
    id: 'current',
    name: 'Current account',
    iban: 'DE02 1203 0000 0000 2020 51',
    balance: 18_420.55,
  },
  { id: 'reserve', name: 'Reserve', iban: 'DE02 1203 0000 0000 2020 52', balance: 64_000 },
]

/** Latest transactions, newest first. */
export const transactions = [
  { account: 'current', date: '2026-11-20', text: 'Nordlicht GmbH, invoice 2029', amount: -980 },
  { account: 'current', date: '2026-11-18', text: 'Stadtwerke', amount: -141.2 },
  { account: 'current', date: '2026-11-15', text: 'Customer payment, order 8841', amount: 3120 },
  { account: 'reserve', date: '2026-11-01', text: 'Interest', amount: 53.33 },
]

/** Who agrees to payments over the limit. */
export const secondApprover = 'Mara Lindqvist (second approver)'

/** Who sits on the payments board: two of the three agree to payments over the board's limit. */
export const board = ['Mara Lindqvist', 'Jonas Weber', 'Inés Duarte']
export const boardMajority = 2

/** Who answers for somebody who is on leave. */
export const delegates: Readonly<Record<string, string>> = {
  'Mara Lindqvist (second approver)': 'Noor Haddad',
  'Priya Natarajan (owner)': 'Sam Okafor',
  'Ingrid Solheim (owner)': 'Noor Haddad',
  'Tomás Ferreira (owner)': 'Sam Okafor',
  'Mara Lindqvist': 'Noor Haddad',
}

/** What the bank knows of a document. */
export type BankDocument = {
  title: string
  owner: string
  needsInteraction: boolean
  /** True when the records office decides by a ticket in its own system. */
  byTicket?: boolean
}

/** Documents, each with an owner of its own; one owner wants the customer to confirm first. */
export const documents: readonly BankDocument[] = [
  { title: 'Board minutes', owner: 'Priya Natarajan', needsInteraction: true },
  { title: 'Office lease', owner: 'Ingrid Solheim', needsInteraction: false },
  { title: 'Payroll November', owner: 'Tomás Ferreira', needsInteraction: false },
  { title: 'Tax file 2024', owner: 'Records office', needsInteraction: false, byTicket: true },
]

/** Payments up to this amount run at once. */
export const smallLimit = 50
/** Payments up to this amount need a fresh proof; above it the second approver. */
export const mediumLimit = 1000
/** Payments above this amount go to the payments board. */
export const boardLimit = 25_000
