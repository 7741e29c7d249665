// Refuses addresses that a server out there must never lead us to: this computer, private networks, cloud metadata.
import { lookup as dnsLookup } from 'node:dns/promises'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { callbackify } from 'node:util'
import { text } from '../../shared/catalogue/text.ts'
import { CountersignError } from '../../shared/errors.ts'
import { isLoopbackHost } from './loopback.ts'

export interface ResolvedAddress {
  readonly address: string
  readonly family: number
}
/** Finds every address of a host name. */
export type ResolveHost = (hostname: string) => Promise<readonly ResolvedAddress[]>

/** The system's own resolver. */
export const resolveBySystem: ResolveHost = (hostname) => dnsLookup(hostname, { all: true })

type Network = readonly [address: string, prefix: number]

const loopback = buildBlockList([['127.0.0.0', 8]], [['::1', 128]])

/** A host that the person entered themselves, and that may be a computer of their own network. */
export interface OwnHost {
  readonly hostname: string
  /** Over plain http: then it must be one, for anywhere else others could read along. */
  readonly plain: boolean
}

/** Networks of one's own (RFC 1918, RFC 6598, RFC 4193). Link-local ones are not among them: cloud metadata answers there. */
const own = buildBlockList(
  [
    ['10.0.0.0', 8],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
    ['100.64.0.0', 10],
  ],
  [['fc00::', 7]],
)

/** Everything of version 4 that is not plainly the public internet (IANA special-purpose registry). */
const special4 = buildBlockList(
  [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 3],
  ],
  [],
)

/** Version 6 has one public part; mapped, translated, compatible, link-local and unique-local addresses lie outside. */
const global6 = buildBlockList([], [['2000::', 3]])
/** What is not public inside that part: protocol assignments with Teredo, documentation, 6to4, drains for reverse DNS. */
const special6 = buildBlockList(
  [],
  [
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['2620:4f:8000::', 48],
    ['3fff::', 20],
  ],
)
/** How a network without version 4 reaches it (RFC 6052): as public as the address inside. */
const nat64 = buildBlockList([], [['64:ff9b::', 96]])

function buildBlockList(version4: readonly Network[], version6: readonly Network[]): BlockList {
  const list = new BlockList()
  for (const [network, prefix] of version4) list.addSubnet(network, prefix, 'ipv4')
  for (const [network, prefix] of version6) list.addSubnet(network, prefix, 'ipv6')
  return list
}

/**
 * True when a connection for `hostname` may go to `address`: loopback for loopback names, one's own network for
 * `ownHost` alone, else public only.
 */
export function isAllowedAddress(
  hostname: string,
  address: string,
  ownHost: OwnHost | null = null,
): boolean {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  // A zone names a network card: such an address is of this link only.
  if (isIP(address) === 0 || address.includes('%')) return false
  if (isLoopbackHost(hostname)) return loopback.check(address, family)
  if (ownHost?.hostname === hostname) {
    if (own.check(address, family)) return true
    if (ownHost.plain) return false
  }
  return family === 'ipv4' ? isPublic4(address) : isPublic6(address)
}

function isPublic4(address: string): boolean {
  return !special4.check(address, 'ipv4')
}

function isPublic6(address: string): boolean {
  if (nat64.check(address, 'ipv6')) return isPublic4(readLast32Bits(address))
  return global6.check(address, 'ipv6') && !special6.check(address, 'ipv6')
}

/** The version 4 address at the end of one under 64:ff9b::/96, whose compressed form ends in at most two groups. */
function readLast32Bits(address: string): string {
  const { hostname } = new URL(`http://[${address}]/`)
  const groups = hostname.slice(1, -1).split('::').at(-1)?.split(':') ?? []
  const [high = 0, low = 0] = ['', '', ...groups]
    .slice(-2)
    .map((group) => parseInt(group || '0', 16))
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** Throws `http/blocked_address` when the URL names a forbidden address by number (no look-up happens for those). */
export function validateLiteralAddress(url: URL, ownHost: OwnHost | null = null): void {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) === 0) return
  if (!isAllowedAddress(url.hostname, host, ownHost)) throw blocked(url.hostname)
}

/**
 * A `lookup` for sockets that checks every address at the moment of connecting, so that a name cannot answer
 * public first and private later. One forbidden address among many refuses the whole name.
 */
export function buildGuardedLookup(
  resolve: ResolveHost,
  ownHost: OwnHost | null = null,
): LookupFunction {
  const resolveThen = callbackify((hostname: string) => resolveChecked(hostname, resolve, ownHost))
  return (hostname, options, callback) =>
    resolveThen(hostname, (error, addresses) => {
      if (error !== null || options.all === true) return callback(error, addresses)
      callback(null, addresses[0].address, addresses[0].family)
    })
}

async function resolveChecked(
  hostname: string,
  resolve: ResolveHost,
  ownHost: OwnHost | null,
): Promise<[ResolvedAddress, ...ResolvedAddress[]]> {
  const addresses = await resolve(hostname)
  const [first, ...rest] = addresses
  const isAllowed = ({ address }: ResolvedAddress): boolean =>
    isAllowedAddress(hostname, address, ownHost)
  if (first === undefined || !addresses.every(isAllowed)) throw blocked(hostname)
  return [first, ...rest]
}

function blocked(host: string): CountersignError {
  return new CountersignError('http/blocked_address', text('http.blocked_address', { host }), {
    detail: { sent: false, host },
  })
}
