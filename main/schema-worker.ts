// The worker that checks arguments against a schema of a server: started for one check, and ended when it takes too long.
import { parentPort, workerData } from 'node:worker_threads'
import { checkArguments } from './interaction/schema-check.ts'
import type { SchemaCheckTask } from './interaction/schema-checker.ts'

// Only this app starts it, with exactly these facts.
const { schema, argumentsJson } = workerData as SchemaCheckTask
parentPort?.postMessage(checkArguments(schema, argumentsJson))
