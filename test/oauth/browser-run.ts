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
  let fail: (reason: unknown) => void = () => undefined
  const failed = new Promise<never>((_, reject) => (fail = reject))
  const flow = requestCodeByBrowser(at.context, at.client, {
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
      browsing.catch(fail)
    },
    ...more,
  })
  // What the browser finds wrong ends the test at once: the flow would wait for a callback that never comes.
  const answer = await Promise.race([flow, failed])
  await browsing
  return answer
}

export const stateOf = (url: URL): string => url.searchParams.get('state') ?? ''
