// The door: registers one handler per verb, checks who calls and what they send, and always answers.
import { channelOf } from '../../shared/bridge.ts'
import { contract } from '../../shared/contract.ts'
import type { Verb } from '../../shared/contract.ts'
import { CountersignError } from '../../shared/errors.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import type { Log } from '../../shared/model/ports.ts'
import type { Result } from '../../shared/result.ts'
import { text } from '../../shared/catalogue/text.ts'
import { isWithinCaps } from './caps.ts'
import type { Handlers } from './handlers.ts'
import { refusalOfSender } from './sender.ts'
import type { SenderEvent, Surfaces } from './sender.ts'

/** The part of Electron's `ipcMain` the door needs. */
export interface IpcMainLike {
  handle(
    channel: string,
    listener: (event: SenderEvent, ...args: unknown[]) => Promise<unknown>,
  ): void
  removeHandler(channel: string): void
}

export interface IpcRouterOptions {
  readonly ipcMain: IpcMainLike
  readonly surfaces: Surfaces
  readonly handlers: Handlers
  readonly log: Log
}

export interface IpcRouter {
  /** Answers one message. Exists for the registered listeners and for tests that enumerate `verbs`. */
  dispatch(verb: string, event: SenderEvent, args: readonly unknown[]): Promise<Result<unknown>>
  readonly verbs: readonly Verb[]
  stop(): void
}

type AnyHandler = (input: unknown) => unknown

/** Registers every verb of the contract at once. Danger: nothing else may call `ipcMain.handle`. */
export function createIpcRouter(options: IpcRouterOptions): IpcRouter {
  // A Map, so that names like `constructor` find nothing.
  const routes = new Map<string, { verb: Verb; handler: AnyHandler }>()
  for (const verb of Object.keys(contract) as Verb[]) {
    // The verb pairs the handler with its own schema, which the compiler cannot follow through the loop.
    routes.set(verb, { verb, handler: options.handlers[verb] as AnyHandler })
  }
  const dispatch: IpcRouter['dispatch'] = async (name, event, args) => {
    const route = routes.get(name)
    if (route === undefined) return refuse(options.log, name, 'unknown verb')
    const refusal = refusalOfSender(event, contract[route.verb].surface, options.surfaces)
    if (refusal !== null) return refuse(options.log, route.verb, refusal)
    return answer(route.verb, route.handler, { args, log: options.log })
  }
  for (const verb of routes.keys()) {
    options.ipcMain.handle(channelOf(verb), (event, ...args) => dispatch(verb, event, args))
  }
  return {
    dispatch,
    verbs: [...routes.values()].map((route) => route.verb),
    stop: () => routes.forEach((_, verb) => options.ipcMain.removeHandler(channelOf(verb))),
  }
}

async function answer(
  verb: Verb,
  handler: AnyHandler,
  { args, log }: { args: readonly unknown[]; log: Log },
): Promise<Result<unknown>> {
  const input = parseInput(verb, args)
  if (input === null) {
    log('warn', 'ipc input refused', { verb })
    return failure('ipc/bad_input', text('desktop.ipc-bad-input'))
  }
  try {
    // Parsing drops every key the contract does not name: nothing extra can leak to a page.
    return { ok: true, value: contract[verb].output.parse(await handler(input.value)) }
  } catch (error) {
    if (error instanceof CountersignError) {
      log('info', 'ipc call failed', { verb, code: error.code, detail: error.detail })
      return failure(error.code, error.message)
    }
    log('error', 'ipc handler failed', { verb, error })
    return failure('ipc/failed', text('desktop.ipc-failed'))
  }
}

function parseInput(verb: Verb, args: readonly unknown[]): { value: unknown } | null {
  if (args.length !== 1 || !isWithinCaps(args[0])) return null
  const parsed = contract[verb].input.safeParse(args[0])
  return parsed.success ? { value: parsed.data } : null
}

function refuse(log: Log, verb: string, reason: string): Result<unknown> {
  log('warn', 'ipc sender refused', { verb: verb.slice(0, 100), reason })
  return failure('ipc/refused', text('desktop.ipc-refused'))
}

function failure(code: ErrorCode, message: string): Result<unknown> {
  return { ok: false, error: { code, message } }
}
