// The passkey ceremony's own page: our words, two buttons, and no script at all.
import { createHash } from 'node:crypto'
import { text } from '../../../shared/catalogue/text.ts'

export interface CeremonyPage {
  readonly html: string
  readonly headers: Readonly<Record<string, string>>
}

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { margin: 0; padding: 28px 24px; background: #f6f5f2; color: #1c1b19 }
h1 { margin: 0 0 4px; font-size: 20px }
p { margin: 8px 0 }
.host { font: 14px ui-monospace, monospace; overflow-wrap: anywhere }
#status { min-height: 66px }
button { font: inherit; padding: 8px 16px; border: 1px solid currentColor; border-radius: 8px; background: none; color: inherit }
#use-passkey { background: #2b46d8; border-color: #2b46d8; color: #fff }
button:disabled { opacity: .5 }
button:focus-visible { outline: 3px solid #8b9bff; outline-offset: 2px }
@media (prefers-color-scheme: dark) { body { background: #161614; color: #f1efea } }
`

/** `host` is the relying party's, in its ASCII form, shown as it is. */
export function buildCeremonyPage(kind: 'get' | 'create', host: string): CeremonyPage {
  const title = escapeHtml(text(`desktop.ceremony-title-${kind}`))
  const words = escapeHtml(text(`desktop.ceremony-words-${kind}`, { host }))
  const html = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${title}</title><style>${style}</style></head>
<body>
<main>
<h1>${title}</h1>
<p class="host">${escapeHtml(host)}</p>
<p>${words}</p>
<p id="status" role="status" aria-live="polite"></p>
<p>
<button id="use-passkey" type="button">${escapeHtml(text(`desktop.ceremony-use-${kind}`))}</button>
<button id="cancel" type="button">${escapeHtml(text('desktop.ceremony-cancel'))}</button>
</p>
</main>
</body>
</html>
`
  return { html, headers: buildHeaders() }
}

function buildHeaders(): Record<string, string> {
  const styleHash = createHash('sha256').update(style).digest('base64')
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': [
      "default-src 'none'",
      `style-src 'sha256-${styleHash}'`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  }
}

/** Safe as text and inside a quoted attribute. */
export function escapeHtml(value: string): string {
  return value.replaceAll(/[&<>"']/g, (character) => `&#${String(character.codePointAt(0))};`)
}
