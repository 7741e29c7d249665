// Holds the direction of imports between the rooms of the project.
import path from 'node:path'
import { readImports } from './module-imports.ts'
import type { ModuleImport } from './module-imports.ts'
import type { Finding, SourceFile } from './project-files.ts'

type Room = {
  /** Rooms it may import; itself is always allowed. */
  readonly from: readonly string[]
  /** Rooms of which it may import types only. */
  readonly typesFrom?: readonly string[]
  readonly electron?: true
  readonly node?: true
}

const mainRooms = [
  'main/worker',
  'main/http',
  'main/oauth',
  'main/deferral',
  'main/resource',
  'main/vault',
  'main/store',
  'main/interaction',
  'main/activity',
  'main/step-up',
  'main/agent',
  'main/gateway',
  'main/desktop',
  'main/ipc',
] as const
const shared = ['shared', 'shared/model'] as const

/** The rooms, the lowest first. The room of a file is the longest prefix of its path. */
const rooms: ReadonlyMap<string, Room> = new Map<string, Room>([
  ['shared/model', { from: [] }],
  ['shared', { from: ['shared/model'] }],
  ['main/worker', { from: [], node: true }],
  ['main/http', { from: shared, node: true }],
  ['main/oauth', { from: [...shared, 'main/http'], node: true }],
  ['main/deferral', { from: [...shared, 'main/oauth'], node: true }],
  ['main/resource', { from: [...shared, 'main/worker', 'main/http', 'main/oauth'], node: true }],
  ['main/vault', { from: shared, node: true }],
  ['main/store', { from: shared, node: true }],
  ['main/interaction', { from: [...shared, 'main/worker', 'main/store'], node: true }],
  ['main/activity', { from: [...shared, 'main/store', 'main/interaction'], node: true }],
  [
    'main/step-up',
    {
      from: [...shared, 'main/oauth', 'main/deferral', 'main/interaction', 'main/vault'],
      node: true,
    },
  ],
  ['main/agent', { from: [...shared, ...mainRooms.slice(0, 10)], node: true }],
  ['main/gateway', { from: [...shared, 'main/agent', 'main/interaction'], node: true }],
  ['main/desktop', { from: shared, node: true, electron: true }],
  ['main/ipc', { from: shared, typesFrom: mainRooms, node: true, electron: true }],
  ['main', { from: [...shared, ...mainRooms], node: true, electron: true }],
  ['preload', { from: shared, electron: true }],
  ['renderer/parts', { from: shared }],
  ['renderer/approval', { from: [...shared, 'renderer/parts', 'renderer/state'] }],
  ['renderer', { from: [...shared, 'renderer/parts', 'renderer/state'] }],
  ['build', { from: [], node: true }],
])

/** Finds every import against the direction; `test` may import anything. */
export function checkImportDirections(files: readonly SourceFile[]): Finding[] {
  return files
    .filter((file) => !file.path.startsWith('test/'))
    .flatMap((file) =>
      readImports(file).flatMap((each) => {
        const message = judgeImport(file.path, each)
        return message === undefined ? [] : [{ path: file.path, message }]
      }),
    )
}

function judgeImport(
  filePath: string,
  { specifier, isTypeOnly }: ModuleImport,
): string | undefined {
  const name = roomOf(filePath)
  const room = name === undefined ? undefined : rooms.get(name)
  if (name === undefined || room === undefined) return 'is in no room of the project'
  if (specifier === 'electron') return room.electron ? undefined : `${name} may not import Electron`
  if (specifier.startsWith('node:'))
    return room.node ? undefined : `${name} may not import ${specifier}`
  if (!specifier.startsWith('.')) return undefined
  const target = path.posix.join(path.posix.dirname(filePath), specifier)
  const targetName = roomOf(target)
  if (targetName === name) return undefined
  if (targetName === undefined) return `imports ${target}, which is in no room it may see`
  if (room.from.includes(targetName)) return undefined
  if (isTypeOnly && room.typesFrom?.includes(targetName) === true) return undefined
  return `${name} may not import ${targetName} (${specifier})`
}

function roomOf(filePath: string): string | undefined {
  const parts = filePath.split('/')
  for (let length = parts.length - 1; length > 0; length -= 1) {
    const prefix = parts.slice(0, length).join('/')
    if (rooms.has(prefix)) return prefix
  }
  return undefined
}
