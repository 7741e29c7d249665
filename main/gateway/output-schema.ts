// The shape of a tool's result as other agents are told it: the server's own, or a hold receipt.

type Schema = Readonly<Record<string, unknown>>

const receiptSchema = {
  type: 'object',
  properties: {
    status: { enum: ['held', 'on_its_way'] },
    call: { type: 'string' },
    until: { type: 'string' },
  },
  required: ['status', 'call', 'until'],
} as const

/** Members that a reference finds from the root only. */
const rootMembers = ['$schema', '$defs', 'definitions'] as const

/**
 * Clients check a result against this, and a receipt must pass. Undefined where the server's schema refers to places of
 * its own that would move.
 */
export function allowReceipt(schema: Schema): Schema | undefined {
  const references = JSON.stringify(schema).match(/"\$(?:dynamicR|r)ef":"[^"]*"/g) ?? []
  const fixed = references.filter((each) => !/:"#\/(?:\$defs|definitions)\//.test(each))
  if (fixed.length > 0) return undefined
  const own: Record<string, unknown> = { ...schema }
  const root: Record<string, unknown> = {}
  for (const name of rootMembers) {
    if (name in own) root[name] = own[name]
    delete own[name]
  }
  return { ...root, type: 'object', anyOf: [own, receiptSchema] }
}
