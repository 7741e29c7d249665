// Starts the sandbox as a process of its own and reads what it says about itself.
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { projectRoot } from '../setup/paths.mjs'
import type { ProcessGroup } from './process-group.ts'

/** What the sandbox prints about itself: the addresses of its servers. */
export type SandboxFacts = {
  readonly issuer: string
  readonly mcpUrl: string
  readonly deskUrl: string
  readonly controlUrl: string
}

/** Starts the sandbox in the group. Rejects when it ends or stays silent for 30 seconds. */
export async function startSandboxProcess(group: ProcessGroup): Promise<SandboxFacts> {
  const script = path.join(projectRoot, 'test', 'sandbox', 'start.ts')
  const sandbox = group.start(process.execPath, [script], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (sandbox.stdout === null) throw new Error('The sandbox has no output.')
  const lines = createInterface({ input: sandbox.stdout })
  try {
    for (;;) {
      const [line] = (await once(lines, 'line', { signal: AbortSignal.timeout(30_000) })) as [
        string,
      ]
      if (line.startsWith('{')) return JSON.parse(line) as SandboxFacts
    }
  } catch (error) {
    throw new Error('The sandbox did not start. See its output above.', { cause: error })
  }
}
