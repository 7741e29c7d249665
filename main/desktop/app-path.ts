// Maps an app:// address to a file of the bundled pages, or to nothing.
import path from 'node:path'
import type { PageSurface } from '../../shared/surface-origins.ts'

const folderOfHost: ReadonlyMap<string, PageSurface> = new Map([
  ['countersign', 'app'],
  ['approval', 'approval'],
])
const typeOfExtension: ReadonlyMap<string, string> = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.css', 'text/css; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.woff2', 'font/woff2'],
  ['.txt', 'text/plain; charset=utf-8'],
])
const maxAddressLength = 2_000
/** Only what a bundler writes; everything else (percent signs, backslashes, NUL, leading dots) names no file of ours. */
const segmentShape = /^[A-Za-z0-9_-][A-Za-z0-9_.@-]*$/

export interface AppFile {
  readonly surface: PageSurface
  /** Absolute path inside the surface's own folder. */
  readonly file: string
  readonly contentType: string
}

/** The file `address` stands for under `rendererFolder`/{app,approval}; null for everything else. Never throws. */
export function resolveAppPath(rendererFolder: string, address: string): AppFile | null {
  if (address.length > maxAddressLength || !URL.canParse(address)) return null
  const url = new URL(address)
  const surface = folderOfHost.get(url.host)
  if (url.protocol !== 'app:' || surface === undefined) return null
  if (url.username !== '' || url.password !== '') return null
  const isRoot = url.pathname === '/' || url.pathname === ''
  const segments = isRoot ? ['index.html'] : url.pathname.slice(1).split('/')
  if (!segments.every((segment) => segmentShape.test(segment))) return null
  const root = path.join(rendererFolder, surface)
  const file = path.join(root, ...segments)
  const contentType = typeOfExtension.get(path.extname(file))
  return contentType !== undefined && isInside(root, file) ? { surface, file, contentType } : null
}

/** True when `file` lies below `root`. By path.relative: a prefix would accept `/root-evil`. */
export function isInside(root: string, file: string): boolean {
  const relative = path.relative(root, file)
  return (
    relative !== '' &&
    relative !== '..' &&
    !relative.startsWith(`..${path.sep}`) &&
    !path.isAbsolute(relative)
  )
}
