// Says of somebody else's page whose it is and how it came here, in our words.
import { domainToUnicode } from 'node:url'
import { getDomain } from 'tldts'
import { text } from '../../../shared/catalogue/text.ts'
import type { BarState } from '../../../shared/interaction-bar.ts'
import type { PageProblem, PageState } from './page-state.ts'

export interface BarFacts {
  readonly page: PageState
  /** Host of the authorization server that the person marked first-party. */
  readonly issuerHost: string
  /** True for an address of that server: the same registrable domain. */
  readonly isOwn: (address: string) => boolean
}

type HostParts = Pick<BarState, 'hostBefore' | 'hostMain' | 'hostPath'>

export function buildBarState(facts: BarFacts): BarState {
  const { page } = facts
  return {
    ...splitHost(page.shown ?? page.asked),
    ...describeConnection(page),
    warning: findWarning(facts),
    isForeign: isForeign(facts),
    offer: findOffer(page),
    canGoBack: page.canGoBack,
  }
}

const longestPath = 2_000

/** In ASCII; the registrable domain (with the port) apart from what stands before it. */
export function splitHost(address: string): HostParts {
  if (!URL.canParse(address)) return { hostBefore: '', hostMain: '', hostPath: '' }
  const { hostname, port, pathname, search } = new URL(address)
  const domain = getDomain(hostname, { allowPrivateDomains: true }) ?? hostname
  const hostBefore = hostname.endsWith(domain) ? hostname.slice(0, -domain.length) : ''
  const hostMain = hostname.slice(hostBefore.length) + (port === '' ? '' : `:${port}`)
  const path = `${pathname}${search}`
  return { hostBefore, hostMain, hostPath: path.slice(0, longestPath) }
}

function describeConnection(page: PageState): Pick<BarState, 'tone' | 'connection'> {
  const { problem, shown } = page
  if (problem !== null) return { tone: 'bad', connection: describeProblem(problem) }
  if (shown === null) return { tone: 'opening', connection: text('interaction-view.opening') }
  const url = URL.canParse(shown) ? new URL(shown) : null
  if (url?.protocol === 'http:')
    return { tone: 'local', connection: text('interaction-view.local') }
  if (url?.protocol !== 'https:') return { tone: 'bad', connection: text('interaction-view.empty') }
  const certificate = page.certificates.get(url.hostname)
  if (certificate === undefined)
    return { tone: 'ok', connection: text('interaction-view.encrypted') }
  const until = new Date(certificate.validUntilMs).toISOString().slice(0, 10)
  return { tone: 'ok', connection: text('interaction-view.certificate', { ...certificate, until }) }
}

function describeProblem(problem: PageProblem): string {
  if (problem.kind === 'crashed') return text('interaction-view.crashed')
  const { host, error } = problem
  const isCertificate = problem.kind === 'certificate'
  const key = isCertificate ? 'interaction-view.certificate-bad' : 'interaction-view.unreachable'
  return text(key, { host, error })
}

/** That the wait has ended comes before all: nothing on the page counts any more. */
function findWarning({ page, issuerHost, isOwn }: BarFacts): string | null {
  if (page.over) return text('interaction-view.over')
  if (page.wish?.kind === 'blocked') return text('interaction-view.blocked')
  const at = page.shown ?? page.asked
  if (!URL.canParse(at) || page.problem?.kind === 'crashed') return null
  const { hostname } = new URL(at)
  if (isForeign({ page, isOwn }))
    return text('interaction-view.foreign', { host: hostname, issuer: issuerHost })
  if (!hostname.split('.').some((label) => label.startsWith('xn--'))) return null
  // Empty for what is no such name: it is warned of all the same.
  const reads = domainToUnicode(hostname) || hostname
  return text('interaction-view.punycode', { host: hostname, reads })
}

function isForeign({ page, isOwn }: Pick<BarFacts, 'page' | 'isOwn'>): boolean {
  const at = page.shown ?? page.asked
  return !page.over && page.wish?.kind !== 'blocked' && URL.canParse(at) && !isOwn(at)
}

function findOffer({ wish }: PageState): BarState['offer'] {
  if (wish === null || wish.kind === 'blocked') return null
  const key = wish.kind === 'window' ? 'interaction-view.window' : 'interaction-view.download'
  return { words: text(key), address: wish.address }
}
