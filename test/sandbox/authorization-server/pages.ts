// The authorization server's pages: sign-in with consent for browsers, and confirming a request.
import { escapeHtml } from '../http.ts'

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:12vh auto;padding:0 1rem;
color:#1c2430;background:#f6f7f9}main{background:#fff;border:1px solid #d9dee6;border-radius:12px;
padding:1.5rem}h1{font-size:1.2rem;margin:0 0 .5rem}button{font:inherit;padding:.5rem 1.2rem;
border-radius:8px;border:1px solid #1f5fbf;background:#1f5fbf;color:#fff;cursor:pointer}
button.quiet{background:#fff;color:#1c2430;border-color:#b8c0cc}input{font:inherit;padding:.4rem;
width:8rem;letter-spacing:.2em}label{display:block;margin:1rem 0}ul{padding-left:1.2rem}
.wrong{color:#a4262c}@media(prefers-color-scheme:dark){body{background:#12161c;color:#e6eaf0}
main{background:#1b212a;border-color:#313a47}button.quiet{background:#1b212a;color:#e6eaf0}}`

/** A whole page around some HTML. */
export function buildPage(title: string, inner: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<meta name="viewport" content="width=device-width"><style>${style}</style>
<main><h1>${escapeHtml(title)}</h1>${inner}</main></html>`
}

/** What the consent page shows. */
export type ConsentView = {
  clientName: string
  customerName: string
  scopes: string[]
  askCode: boolean
  wrong: boolean
}

/** The consent page: who asks, for what, Allow and Refuse, and a code when a proof is wanted. */
export function buildConsentPage(view: ConsentView): string {
  const list = view.scopes.map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`).join('')
  const code = view.askCode
    ? '<label>One-time code <input name="otp" inputmode="numeric" autocomplete="one-time-code"></label>'
    : ''
  const wrong = view.wrong ? '<p class="wrong">That code was not right.</p>' : ''
  return buildPage(
    'Harbor Bank',
    `<p>You are <strong>${escapeHtml(view.customerName)}</strong>.
<strong>${escapeHtml(view.clientName)}</strong> asks for:</p><ul>${list}</ul>${wrong}
<form method="post">${code}<button name="answer" value="allow">Allow</button>
<button class="quiet" name="answer" value="refuse">Refuse</button></form>`,
  )
}
