// The type of the handlers behind the door, derived from the contract: one function per verb.
import type { Input, Output, Verb } from '../../shared/contract.ts'

/** Answers one verb. Throw `CountersignError` for failures the person should read; anything else is `ipc/failed`. */
export type Handler<V extends Verb> = (input: Input<V>) => Output<V> | Promise<Output<V>>

/** Every verb of the contract, without exception. */
export type Handlers = { readonly [V in Verb]: Handler<V> }
