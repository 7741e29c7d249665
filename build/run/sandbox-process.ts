// Starts the sandbox as a process of its own and reads what it says about itself.
import path from 'node:path'
import { projectRoot } from '../setup/paths.mjs'
import type { ProcessGroup } from './process-group.ts'
import { waitForLine } from './wait-for-line.ts'

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
  const quiet = '--disable-warning=ExperimentalWarning'
  const sandbox = group.start(process.execPath, [quiet, script, '--stop-with-stdin'], {
    cwd: projectRoot,
    // The pipe closes with this process, however it ends, and the sandbox ends with the pipe.
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  if (sandbox.stdout === null) throw new Error('The sandbox has no output.')
  return await waitForLine(sandbox.stdout, {
    what: 'The sandbox',
    read: (line) => (line.startsWith('{') ? (JSON.parse(line) as SandboxFacts) : undefined),
  })
}
