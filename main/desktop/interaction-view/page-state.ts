// What is known of the page in the interaction view: pure, one event after another.

export interface CertificateFacts {
  readonly subject: string
  readonly issuer: string
  readonly validUntilMs: number
}

export type PageProblem =
  | { readonly kind: 'certificate'; readonly host: string; readonly error: string }
  | { readonly kind: 'unreachable'; readonly host: string; readonly error: string }
  | { readonly kind: 'crashed' }

/** What the page wanted and did not get. */
export interface PageWish {
  readonly kind: 'window' | 'download' | 'blocked'
  readonly address: string
}

export interface PageState {
  /** What the person saw before they pressed open. */
  readonly asked: string
  /** What is on the screen; null before the first answer. */
  readonly shown: string | null
  readonly problem: PageProblem | null
  readonly wish: PageWish | null
  /** By host name. */
  readonly certificates: ReadonlyMap<string, CertificateFacts>
  readonly canGoBack: boolean
  /** What it was opened for has ended. */
  readonly over: boolean
}

export type PageEvent =
  | { readonly type: 'started' }
  | { readonly type: 'shown'; readonly address: string }
  /** `address` is what stands on the screen as failed; null leaves it. */
  | { readonly type: 'failed'; readonly problem: PageProblem; readonly address: string | null }
  | { readonly type: 'settled'; readonly canGoBack: boolean }
  | { readonly type: 'wished'; readonly wish: PageWish }
  | { readonly type: 'wish-dismissed' }
  | { readonly type: 'certificate'; readonly host: string; readonly facts: CertificateFacts }
  | { readonly type: 'over' }

export function startPage(asked: string): PageState {
  return {
    asked,
    shown: null,
    problem: null,
    wish: null,
    certificates: new Map(),
    canGoBack: false,
    over: false,
  }
}

export function reducePage(state: PageState, event: PageEvent): PageState {
  switch (event.type) {
    case 'started':
      return { ...state, problem: null, wish: null }
    case 'shown':
      return { ...state, shown: event.address }
    case 'failed':
      return { ...state, problem: event.problem, shown: event.address ?? state.shown }
    case 'settled':
      return { ...state, canGoBack: event.canGoBack }
    case 'wished':
      return { ...state, wish: event.wish }
    case 'wish-dismissed':
      return { ...state, wish: null }
    case 'certificate':
      return {
        ...state,
        certificates: new Map([...state.certificates, [event.host, event.facts]]),
      }
    case 'over':
      return { ...state, over: true }
  }
}
