// Looks for secrets in clear: in every file of the data folder, and in everything the pages were shown.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
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

/** A value as it may stand in a file that does not hold it in clear; the parts of base64 at any place within a text. */
export function encodingsOf(value: Buffer): string[] {
  const latin1 = value.toString('latin1')
  const base64 = [0, 1, 2].flatMap((shift) => {
    const shifted = Buffer.concat([Buffer.alloc(shift), value])
    // The first and the last characters also hold what stands beside it.
    const inner = shifted
      .toString('base64')
      .replaceAll('=', '')
      .slice(shift === 0 ? 0 : 4, -2)
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')]
  })
  return [
    latin1,
    [...latin1].toReversed().join(''),
    value.toString('hex'),
    value.toString('hex').toUpperCase(),
    ...base64,
    Buffer.from(latin1, 'utf16le').toString('latin1'),
    Buffer.from(latin1, 'utf16le').swap16().toString('latin1'),
    encodeURIComponent(latin1),
  ]
}

/** As `findSecrets`, in every form that it may be written in. Slow: looks through each place a dozen times per secret. */
export function findEncodedSecrets(
  secrets: readonly RecordedSecret[],
  places: ReadonlyMap<string, string>,
): string[] {
  return [...places].flatMap(([place, content]) =>
    secrets
      // In another form six digits are anywhere by chance.
      .filter(({ value }) => value.length > 8)
      .filter(({ value }) => encodingsOf(Buffer.from(value)).some((form) => content.includes(form)))
      .map(({ kind }) => `${kind} in ${place}`),
  )
}

/** What is packed within a file, unpacked, under its name. */
export function unpackPlaces(places: ReadonlyMap<string, string>): Map<string, string> {
  return new Map(
    [...places].flatMap(([place, content]) => {
      const bytes = Buffer.from(content, 'latin1')
      const at = bytes.indexOf(Buffer.from([0x1f, 0x8b, 0x08]))
      if (at < 0) return []
      try {
        return [[`${place} unpacked`, gunzipSync(bytes.subarray(at)).toString('latin1')] as const]
      } catch {
        // Three bytes that only look like the beginning of a packed file.
        return []
      }
    }),
  )
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
