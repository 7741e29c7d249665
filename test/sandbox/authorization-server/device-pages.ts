// The pages of the device grant: typing the code, comparing it, done. The forms are oidc-provider's own.
import type { KoaContextWithOIDC } from 'oidc-provider'
import { escapeHtml } from '../http.ts'
import { buildPage } from './pages.ts'

/** For `features.deviceFlow`. */
export const devicePages = {
  userCodeInputSource: async (
    ctx: KoaContextWithOIDC,
    form: string,
    _out?: unknown,
    error?: Error,
  ): Promise<void> => {
    const words = error ? 'That did not work.' : 'Type the code that your device shows.'
    const button = '<button type="submit" form="op.deviceInputForm">Go on</button>'
    ctx.body = buildPage('Harbor Bank', `<p>${words}</p>${form}${button}`)
  },
  userCodeConfirmSource: async (
    ctx: KoaContextWithOIDC,
    form: string,
    ...[client, , userCode]: [{ clientName?: string | undefined }, unknown, string]
  ): Promise<void> => {
    const name = escapeHtml(client.clientName ?? 'An application')
    ctx.body = buildPage(
      'Harbor Bank',
      `<p><strong>${name}</strong> shows this code, does it not?</p><p><code>${escapeHtml(userCode)}</code></p>
${form}<button type="submit" form="op.deviceConfirmForm">Yes, it is the same</button>
<button class="quiet" type="submit" form="op.deviceConfirmForm" value="yes" name="abort">No</button>`,
    )
  },
  successSource: async (ctx: KoaContextWithOIDC): Promise<void> => {
    ctx.body = buildPage('Harbor Bank', '<p>Done. Your device goes on by itself.</p>')
  },
}
