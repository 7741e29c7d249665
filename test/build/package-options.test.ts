// Tests of what the environment of the one who packages may add.
import { describe, expect, it } from 'vitest'
import { buildPackageOptions } from '../../build/setup/package-options.ts'

describe('package options', () => {
  it('[PKG-01] adds nothing by itself', () => {
    // Dies if: a feed is configured that nobody named.
    expect(buildPackageOptions({})).toEqual({ config: {}, entitlements: null })
  })

  it('[PKG-01] names the feed, the keychain access group of the team, and the profile', () => {
    const { config, entitlements } = buildPackageOptions({
      COUNTERSIGN_UPDATE_FEED: 'https://updates.example/countersign/',
      APPLE_TEAM_ID: 'AB12CD34EF',
      MAC_PROVISIONING_PROFILE: 'profile.provisionprofile',
    })
    expect(config.publish).toEqual({
      provider: 'generic',
      url: 'https://updates.example/countersign/',
    })
    expect(config.mac).toMatchObject({
      entitlements: entitlements?.file,
      provisioningProfile: 'profile.provisionprofile',
    })
    expect(entitlements?.text).toContain('<string>AB12CD34EF.org.countersign.app</string>')
    expect(entitlements?.text).not.toContain('disable-library-validation')
  })

  it.each([
    { COUNTERSIGN_UPDATE_FEED: 'http://updates.example/' },
    { COUNTERSIGN_UPDATE_FEED: 'https://name@updates.example/' },
    { COUNTERSIGN_UPDATE_FEED: 'not an address' },
    { APPLE_TEAM_ID: 'AB12' },
    { APPLE_TEAM_ID: 'AB12CD34E<' },
  ])('[PKG-01] refuses %o', (env) => {
    // Dies if: updates may come over a connection that anybody can change, or a team breaks out of its line.
    expect(() => buildPackageOptions(env)).toThrow(/must be/)
  })
})
