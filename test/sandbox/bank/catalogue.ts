// The tools of Harbor Bank: names, titles, schemas, hints and the scope each needs.
import * as z from 'zod'

const money = {
  recipient: z.string().min(1).max(140).describe('Who receives the money'),
  amount: z.number().positive().max(1_000_000).describe('Amount, for example 1200 or 12.5'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/u)
    .default('EUR')
    .describe('ISO 4217 code'),
  reference: z.string().max(140).default('').describe('Text on the statement'),
  iban: z.string().max(42).optional().describe('Account of the recipient, if not a known payee'),
}

/** One tool as the bank offers it. */
export type BankTool = {
  title: string
  description: string
  scope: string
  inputSchema: z.ZodObject
  annotations: { readOnlyHint: boolean; destructiveHint: boolean; idempotentHint: boolean }
}

const reads = { readOnlyHint: true, destructiveHint: false, idempotentHint: true }
const changes = { readOnlyHint: false, destructiveHint: false, idempotentHint: false }
const movesMoney = { readOnlyHint: false, destructiveHint: true, idempotentHint: false }

/** Every tool by name. */
export const catalogue: Record<string, BankTool> = {
  list_accounts: {
    title: 'List accounts',
    description: 'Lists the accounts of the customer with their balances.',
    scope: 'accounts.read',
    inputSchema: z.object({}),
    annotations: reads,
  },
  list_transactions: {
    title: 'List transactions',
    description: 'Lists the latest transactions of one account.',
    scope: 'accounts.read',
    inputSchema: z.object({
      account: z.string().default('current').describe('Account id, see list_accounts'),
      limit: z.number().int().min(1).max(50).default(10).describe('How many'),
    }),
    annotations: reads,
  },
  prepare_transfer: {
    title: 'Prepare a transfer',
    description: 'Saves a draft of a transfer. No money moves until somebody pays it.',
    scope: 'payments.prepare',
    inputSchema: z.object(money),
    annotations: changes,
  },
  pay: {
    title: 'Pay',
    description: 'Pays money to a recipient at once. It cannot be taken back.',
    scope: 'payments.write',
    inputSchema: z.object(money),
    annotations: movesMoney,
  },
  add_payee: {
    title: 'Add a payee',
    description: 'Adds somebody to the list of known payees.',
    scope: 'payments.write',
    inputSchema: z.object({
      name: z.string().min(1).max(140).describe('Name of the payee'),
      iban: z.string().min(15).max(42).describe('Account of the payee'),
    }),
    annotations: changes,
  },
  share_document: {
    title: 'Share a document',
    description: 'Gives somebody access to a document. Its owner has to agree.',
    scope: 'accounts.read',
    inputSchema: z.object({
      document: z.string().min(1).max(140).describe('Title, for example "Office lease"'),
      with: z.string().min(1).max(140).describe('Who gets to see it'),
    }),
    annotations: { ...changes, destructiveHint: true },
  },
}
