// Runs one browser flow; the test plays the browser.
import {
  requestCodeByBrowser,
  type BrowserAnswer,
  type BrowserSignIn,
} from '../../main/oauth/browser-sign-in.ts'
import type { OAuthClient, OAuthContext } from '../../main/oauth/oauth-context.ts'

/** Plays the browser: `callback` builds an address of the redirect with these parameters. */
export type Browse = (
  callback: (parameters: Record<string, string> | string) => string,
  authorizeUrl: URL,
) => Promise<void>

export async function runFlow(
  at: { context: OAuthContext; client: OAuthClient },
  browse: Browse,
  more: Partial<BrowserSignIn> = {},
): Promise<BrowserAnswer> {
  let browsing: Promise<void> = Promise.resolve()
  const answer = await requestCodeByBrowser(at.context, at.client, {
    registeredRedirectUri: null,
    scope: 'read',
    resource: 'https://rs.example/mcp',
    acrValues: null,
    maxAgeSeconds: null,
    signal: new AbortController().signal,
    openExternal: async (opened) => {
      const url = new URL(opened)
      browsing = browse((parameters) => {
        const query =
          typeof parameters === 'string' ? parameters : new URLSearchParams(parameters).toString()
        return `${url.searchParams.get('redirect_uri')}?${query}`
      }, url)
    },
    ...more,
  })
  await browsing
  return answer
}

export const stateOf = (url: URL): string => url.searchParams.get('state') ?? ''
