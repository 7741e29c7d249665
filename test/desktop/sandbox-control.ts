// Drives the sandbox from outside, over its control API: the second approver, the clock's code, the faults.
import { z } from 'zod'

const pendingSchema = z.object({
  id: z.string(),
  kind: z.enum(['payment', 'document']),
  approver: z.string(),
  status: z.string(),
  arguments: z.record(z.string(), z.unknown()),
})
const stateSchema = z.object({
  now: z.number(),
  urls: z.object({ issuer: z.string(), mcpUrl: z.string(), deskUrl: z.string() }),
  pending: z.array(pendingSchema),
  decided: z.array(pendingSchema),
  totp: z.object({ code: z.string(), remainingSeconds: z.number() }),
  passkeys: z.array(z.object({ id: z.string() })),
  effects: z.array(z.object({ tool: z.string() }).loose()),
  counts: z.record(z.string(), z.number()),
  violations: z.array(z.unknown()),
  polls: z.array(z.unknown()),
  requests: z.array(z.unknown()),
})
export type SandboxState = z.infer<typeof stateSchema>

/** What a started sandbox prints about itself. */
export interface SandboxAddresses {
  readonly issuer: string
  readonly mcpUrl: string
  readonly deskUrl: string
  readonly controlUrl: string
}

export interface SandboxControl {
  state(): Promise<SandboxState>
  /** A one-time code with at least a few seconds left to live. */
  code(): Promise<string>
  approve(id: string): Promise<void>
  deny(id: string): Promise<void>
  settings(values: Readonly<Record<string, unknown>>): Promise<void>
  reach(mode: 'up' | 'unavailable' | 'refused'): Promise<void>
  misbehave(value: Readonly<Record<string, unknown>>): Promise<void>
  /** Every secret value the sandbox ever issued: none may turn up anywhere it should not. */
  secrets(): Promise<string[]>
}

export function controlSandbox(addresses: SandboxAddresses): SandboxControl {
  const ask = async (method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(new URL(path, addresses.controlUrl), {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer: unknown = await response.json()
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
    return answer
  }
  const post = async (path: string, body: unknown): Promise<void> =>
    void (await ask('POST', path, body))
  const state = async (): Promise<SandboxState> => stateSchema.parse(await ask('GET', '/state'))
  return {
    state,
    code: async () => {
      for (;;) {
        const { totp } = await state()
        if (totp.remainingSeconds > 3) return totp.code
        await new Promise((resolve) => setTimeout(resolve, 500))
      }
    },
    approve: (id) => post('/approve', { id }),
    deny: (id) => post('/deny', { id }),
    settings: (values) => post('/settings', values),
    reach: (mode) => post('/reach', { mode }),
    misbehave: (value) => post('/misbehave', value),
    secrets: async () =>
      z
        .array(z.union([z.string(), z.object({ value: z.string() }).loose()]))
        .parse(await ask('GET', '/secrets'))
        .map((one) => (typeof one === 'string' ? one : one.value)),
  }
}
