// What the bar above somebody else's page and main say to each other, on channels of the bar's own page only.

/** Main to the bar: a `BarState`. */
export const barStateChannel = 'countersign:bar-state'
/** The bar to main: a `BarAction`. */
export const barActionChannel = 'countersign:bar-action'
/** The bar to main: its height in CSS pixels. */
export const barHeightChannel = 'countersign:bar-height'

/** What the person can press. None of it answers anything. */
export const barActions = [
  'back',
  'reload',
  'browser',
  'close',
  'open-offer',
  'dismiss-offer',
  'to-page',
] as const
export type BarAction = (typeof barActions)[number]

/** All words are main's; the host is ASCII, in three parts. */
export interface BarState {
  readonly hostBefore: string
  /** The registrable domain with the port: what has to be read. */
  readonly hostMain: string
  readonly hostPath: string
  readonly tone: 'opening' | 'ok' | 'local' | 'bad'
  /** How the page came here: the certificate, or that nothing is encrypted. */
  readonly connection: string
  readonly warning: string | null
  /** The warning is that the page is of somebody else. */
  readonly isForeign: boolean
  readonly offer: { readonly words: string; readonly address: string } | null
  readonly canGoBack: boolean
}
