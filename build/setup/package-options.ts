// What the environment of the one who packages adds to electron-builder.yml: a feed for updates, a team for macOS.
import path from 'node:path'
import type { Configuration } from 'electron-builder'
import { projectRoot } from './paths.mjs'

/** `COUNTERSIGN_UPDATE_FEED`, `APPLE_TEAM_ID`, `MAC_PROVISIONING_PROFILE`; notarisation reads its own variables. */
export type PackageEnvironment = Readonly<Record<string, string | undefined>>

export interface PackageOptions {
  readonly config: Configuration
  /** Entitlements to be written before the build, or null for those that electron-builder.yml names. */
  readonly entitlements: { readonly file: string; readonly text: string } | null
}

/** Pure. Throws with words for the one who packages when a value is not sound. */
export function buildPackageOptions(env: PackageEnvironment): PackageOptions {
  const feed = env['COUNTERSIGN_UPDATE_FEED'] ?? ''
  const team = env['APPLE_TEAM_ID'] ?? ''
  const profile = env['MAC_PROVISIONING_PROFILE'] ?? ''
  const entitlements = team === '' ? null : entitlementsOf(validateTeam(team))
  const mac = {
    ...(entitlements && { entitlements: entitlements.file }),
    ...(profile && { provisioningProfile: profile }),
  }
  return {
    config: {
      ...(feed && { publish: { provider: 'generic', url: validateFeed(feed) } }),
      ...(Object.keys(mac).length > 0 && { mac }),
    },
    entitlements,
  }
}

function validateFeed(feed: string): string {
  const url = URL.canParse(feed) ? new URL(feed) : null
  if (url?.protocol === 'https:' && url.username === '' && url.hash === '') return feed
  throw new Error('COUNTERSIGN_UPDATE_FEED must be an https address without a name or a fragment.')
}

function validateTeam(team: string): string {
  if (/^[A-Z0-9]{10}$/.test(team)) return team
  throw new Error('APPLE_TEAM_ID must be the ten letters and digits of the signing team.')
}

/** The access group keeps the app's keychain entries from every other app, also of the same team. */
function entitlementsOf(team: string): { file: string; text: string } {
  const group = `${team}.org.countersign.app`
  return {
    file: path.join(projectRoot, 'out', 'entitlements.plist'),
    text: `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>com.apple.security.cs.allow-jit</key>
  <true/>
  <key>com.apple.application-identifier</key>
  <string>${group}</string>
  <key>com.apple.developer.team-identifier</key>
  <string>${team}</string>
  <key>keychain-access-groups</key>
  <array>
    <string>${group}</string>
  </array>
</dict>
</plist>
`,
  }
}
