// Looks for secrets in clear: in every file of the data folder, and in everything the pages were shown.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildModelInput } from '../../main/agent/model-input.ts'
import type { Engine } from '../../main/engine.ts'
import type { RecordedSecret } from '../sandbox/record.ts'

/** Where each secret was found; empty when none was. */
export function findSecrets(
  secrets: readonly RecordedSecret[],
  places: ReadonlyMap<string, string>,
): string[] {
  return [...places].flatMap(([place, content]) =>
    secrets.filter(({ value }) => holds(content, value)).map(({ kind }) => `${kind} in ${place}`),
  )
}

/** Six digits may stand in the middle of a longer number by chance. */
function holds(content: string, value: string): boolean {
  if (value.length > 8) return content.includes(value)
  return new RegExp(`(?<![0-9A-Za-z])${value}(?![0-9A-Za-z])`, 'u').test(content)
}

/** Every file below `folder`, byte for byte. */
export function readPlaces(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  return new Map(
    files
      .filter((file) => file.isFile())
      .map((file) => {
        const path = join(file.parentPath, file.name)
        return [path, readFileSync(path, 'latin1')]
      }),
  )
}

/** Private DPoP keys and tokens as the engine itself holds them. */
export async function listOwnSecrets({ store }: Engine): Promise<RecordedSecret[]> {
  const found: RecordedSecret[] = []
  for (const grant of await store.grants.listAll()) {
    found.push({ kind: 'held access token', value: grant.accessToken.reveal() })
    if (grant.refreshToken) {
      found.push({ kind: 'held refresh token', value: grant.refreshToken.reveal() })
    }
    const key = await store.secrets.load(`dpop-key:${grant.dpopKeyId ?? ''}`)
    const jwk = key === null ? {} : (JSON.parse(key.reveal()) as { d?: string })
    if (jwk.d !== undefined) found.push({ kind: 'DPoP private key', value: jwk.d })
  }
  return found
}

/** What the model of each task was told, and the activity, by name. */
export function readTold({ store }: Engine): Map<string, string> {
  const told = store.tasks
    .list(1000)
    .map(({ id }): [string, string] => [
      `the transcript of ${id}`,
      JSON.stringify(buildModelInput(store, id, null)),
    ])
  return new Map([
    ...told,
    ['the activity', JSON.stringify(store.activity.list({ beforeSequence: null, limit: 10_000 }))],
  ])
}

/** Addresses where somebody with them could act: those the engine opened, and those that waits were offered. */
export function listActingAddresses(
  { store }: Engine,
  opened: readonly string[],
): RecordedSecret[] {
  const offered = store.deferrals.listAllFacts().map(({ interactionUri }) => interactionUri)
  return [...opened, ...offered].flatMap((value) =>
    value === null ? [] : [{ kind: 'interaction address', value }],
  )
}
