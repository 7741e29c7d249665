// The answer shape of every IPC verb: a value, or an error with a code and words for people.
import type { ErrorCode } from './errors.ts'

export type Result<Value> =
  { ok: true; value: Value } | { ok: false; error: { code: ErrorCode; message: string } }
