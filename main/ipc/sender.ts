// Decides whether a message really comes from the main frame of the page that may send it.
import { surfaceOrigins } from '../../shared/surface-origins.ts'
import type { PageSurface } from '../../shared/surface-origins.ts'

/** The parts of Electron's WebFrameMain that are compared. */
export interface FrameLike {
  readonly url: string
  readonly origin: string
}
/** The parts of Electron's WebContents that are compared or used to push. */
export interface ContentsLike {
  readonly mainFrame: FrameLike
  isDestroyed(): boolean
  send(channel: string, ...args: unknown[]): void
}
/** The parts of Electron's IpcMainInvokeEvent that are compared. */
export interface SenderEvent {
  readonly sender: unknown
  /** Null when the frame navigated or went away before it was read. */
  readonly senderFrame: FrameLike | null
}
/** Looks up the live web contents of a surface; null while there are none. */
export type Surfaces = Readonly<Record<PageSurface, () => ContentsLike | null>>

/** Why a sender was refused, for the log; null when it is the surface's own main frame at its exact origin. */
export function refusalOfSender(
  event: SenderEvent,
  surface: PageSurface,
  surfaces: Surfaces,
): string | null {
  // Read once: the getter can turn null between two reads.
  const frame = event.senderFrame
  if (frame === null || frame === undefined) return 'the frame is gone'
  const contents = surfaces[surface]()
  if (contents === null || contents.isDestroyed()) return 'the surface is not there'
  if (event.sender !== contents) return 'another web contents'
  if (frame !== contents.mainFrame) return 'not the main frame'
  return isExactOrigin(frame, surfaceOrigins[surface]) ? null : 'another origin'
}

/** True only for exactly this origin, both as the browser reports it and as the address parses. */
export function isExactOrigin(frame: FrameLike, origin: string): boolean {
  if (frame.origin !== origin || !URL.canParse(frame.url)) return false
  const url = new URL(frame.url)
  // `URL.origin` is "null" for app:, so the parts are compared.
  const bare = url.username === '' && url.password === ''
  return bare && `${url.protocol}//${url.host}` === origin
}
