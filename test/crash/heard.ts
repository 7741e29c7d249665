// What a test and the engine in a process of its own say to each other.

import type { Door } from './child-gateway.ts'

/** A call of an agent that is not ours. */
export interface DirectCall {
  readonly agentId: string
  readonly amount: number
}

export interface Plan {
  readonly mcpUrl: string
  /** Base32. */
  readonly totpSecret: string
  /** Payments that our own agent is told to make; each amount once in a whole test. Those from 1,000 on wait. */
  readonly amounts: readonly number[]
  readonly direct: readonly DirectCall[]
  /** Received after all others have ended: by then the access token may need its refresh. */
  readonly late: readonly DirectCall[]
  /** Agents of others, by name, who call through the gateway while the story lasts. */
  readonly callers: readonly string[]
  /** Ends with a renewed sign-in and with the connection removed, which revokes its tokens. */
  readonly revokes: boolean
  /** Ends as a person's quitting does; otherwise the process is just gone. */
  readonly stops: boolean
  /** Ports throw where nobody foresees it, and the process ends as the app does. */
  readonly chaos?: Chaos
}

/** The calls of ports that throw: so many, drawn among the first so many of the process. */
export interface Chaos {
  readonly seed: number
  readonly times: number
  readonly among: number
}

export interface Head {
  readonly sequence: number
  readonly hash: string
}

/** `call`, `answer` and `step` are said after the transaction that keeps them. */
export type Heard =
  | { readonly kind: 'ready' | 'finished' | 'gone' }
  | {
      readonly kind: 'call' | 'answer' | 'step'
      readonly id: string
      readonly state: string
      readonly head: Head | null
    }
  | { readonly kind: 'refused'; readonly id: string; readonly code: string }
  /** The gateway listens, and these secrets let its agents in until this process ends. */
  | ({ readonly kind: 'door' } & Door)
  /** Said by an agent of others: its call of this amount came back with its result. */
  | { readonly kind: 'answered'; readonly amount: number }
  /** This call of a port threw. */
  | { readonly kind: 'struck'; readonly port: string; readonly call: number }
  /** The process ended itself, as after what nobody caught. */
  | { readonly kind: 'ended'; readonly code: number }
  /** The person has the notice before them that the disk fails. */
  | { readonly kind: 'told' }
  | { readonly kind: 'failed'; readonly code: string; readonly words: string }
