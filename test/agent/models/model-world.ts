// A model behind the scripted server, asked directly: what a task would give it, without the task.
import type { ModelInput } from '../../../main/agent/model.ts'
import { createAskedModel } from '../../../main/agent/models/asked-model.ts'
import { createModelFetch } from '../../../main/agent/models/model-fetch.ts'
import { createProviderModel } from '../../../main/agent/models/provider.ts'
import type { Model } from '../../../main/agent/model.ts'
import { createGuardedFetch } from '../../../main/http/guarded-fetch.ts'
import { checkArguments } from '../../../main/interaction/schema-check.ts'
import type { Tool } from '../../../shared/model/connection.ts'
import type { LanguageModel } from '../../../shared/model/language-model.ts'
import type { Clock } from '../../../shared/model/ports.ts'
import { Secret } from '../../../shared/model/secret.ts'
import { createSystemClock } from '../../../main/system-clock.ts'
import type { ModelServer } from '../../sandbox/model-server.ts'

export const payTool: Tool = {
  connectionId: 'bank',
  name: 'transfer.create',
  title: 'Pay',
  description: 'Sends money',
  inputSchema: {
    type: 'object',
    properties: { to: { type: 'string' }, amount: { type: 'string' } },
    required: ['to', 'amount'],
  },
  annotations: {},
  definitionHash: 'hash',
}

export const pay = { to: 'Nordlicht', amount: '30.00' }

export function ask(text: string, more: Partial<ModelInput> = {}): ModelInput {
  return {
    conversation: [{ kind: 'person', text }],
    tools: [{ tool: payTool, connectionName: 'Bank' }],
    results: [],
    latestCallId: null,
    ...more,
  }
}

export const languageModel: LanguageModel = {
  id: 'model-1',
  name: 'House model',
  provider: 'openai-compatible',
  baseUrl: 'http://127.0.0.1:1/v1',
  model: 'sandbox-model',
  hasKey: false,
  price: null,
  contextLength: null,
  addedAtMs: 0,
}

const systemClock = createSystemClock()

export interface ModelOptions {
  readonly about?: Partial<LanguageModel>
  readonly key?: string | null
  readonly clock?: Clock
  readonly streamIdleMs?: number
  readonly longestMs?: number
  readonly maximumBytes?: number
}

export type Provider = LanguageModel['provider']
export const providers: readonly Provider[] = ['openai-compatible', 'anthropic']

/** A clock that really waits only for what is short: waits of seconds pass at once and are remembered. */
export function createHurriedClock(): Clock & { readonly waits: number[] } {
  const waits: number[] = []
  return {
    ...systemClock,
    waits,
    after: (delayMs, run) => {
      if (delayMs < 1_000 || delayMs > 60_000) return systemClock.after(delayMs, run)
      waits.push(delayMs)
      return systemClock.after(0, run)
    },
  }
}

export function connectModel(
  server: Pick<ModelServer, 'baseUrl'>,
  provider: Provider,
  options: ModelOptions = {},
): Model {
  const { key = null, clock = systemClock, streamIdleMs = 60_000, longestMs = 100_000 } = options
  const about = {
    ...languageModel,
    provider,
    baseUrl: server.baseUrl,
    hasKey: key !== null,
    ...options.about,
  }
  const fetch = createGuardedFetch({ clock: systemClock, streamIdleMs })
  return createAskedModel({
    about,
    loadKey: () => Promise.resolve(key === null ? null : new Secret(key)),
    connect: (secret) =>
      createProviderModel(
        about,
        createModelFetch({
          fetch,
          provider,
          key: secret,
          maximumBytes: options.maximumBytes ?? 1024 * 1024,
        }),
      ),
    clock,
    check: ({ schema, argumentsJson }) => Promise.resolve(checkArguments(schema, argumentsJson)),
    longestMs,
  })
}

/** Which tool of the request is the one that we call so. */
export function toolNamed(
  { tools }: { readonly tools: readonly { name: string }[] },
  start: string,
): string {
  const found = tools.find(({ name }) => name.startsWith(start))
  if (found === undefined) throw new Error(`no tool ${start}`)
  return found.name
}
