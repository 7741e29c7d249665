// The passkey ceremony's own page: our words, two buttons, and no script at all.
import { currentLanguage, text } from '../../../shared/catalogue/text.ts'
import { buildScriptlessHeaders, escapeHtml } from '../scriptless-page.ts'

export interface CeremonyPage {
  readonly html: string
  readonly headers: Readonly<Record<string, string>>
}

// The values of renderer/parts/tokens.css: nothing of ours but this page may be loaded here.
const style = `
:root {
  color-scheme: light dark;
  --panel: light-dark(#ffffff, #212120);
  --quote: light-dark(#f7f6f3, #1c1c1a);
  --line: light-dark(#e2dfd8, #32312e);
  --line-2: light-dark(#cfcbc2, #45433f);
  --ink: light-dark(#1c1b19, #f1efea);
  --ink-2: light-dark(#5c5953, #b3afa6);
  --accent: light-dark(#2b46d8, #8b9bff);
  --accent-ink: light-dark(#ffffff, #11142b);
  font: 0.8125rem/1.5 'Inter', system-ui, sans-serif;
}
* { box-sizing: border-box }
body { margin: 0; background: var(--panel); color: var(--ink) }
main { display: flex; flex-direction: column; min-height: 100vh }
.words { flex: 1; padding: 24px 24px 12px }
h1 { margin: 0 0 12px; font-size: 1.25rem; font-weight: 650; line-height: 1.2; letter-spacing: -0.01em }
p { margin: 12px 0 0 }
.host { margin: 0; padding: 8px 12px; border: 1px solid var(--line); border-radius: 10px; background: var(--quote); font-family: 'JetBrains Mono', ui-monospace, monospace; overflow-wrap: anywhere }
#status { min-height: 40px; color: var(--ink-2) }
.choices { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 8px; padding: 12px 24px; border-top: 1px solid var(--line) }
button { min-height: 34px; padding: 6px 14px; border: 1px solid var(--line-2); border-radius: 6px; background: var(--panel); color: inherit; font: inherit; font-weight: 500 }
#use-passkey { border-color: transparent; background: var(--accent); color: var(--accent-ink); font-weight: 600 }
button:disabled { opacity: .5 }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
@media (forced-colors: active) { button { border-color: ButtonText } }
`

/** `host` is the relying party's, in its ASCII form, shown as it is. */
export function buildCeremonyPage(kind: 'get' | 'create', host: string): CeremonyPage {
  const title = escapeHtml(text(`desktop.ceremony-title-${kind}`))
  const words = escapeHtml(text(`desktop.ceremony-words-${kind}`, { host }))
  const html = `<!doctype html>
<html lang="${currentLanguage()}">
<head><meta charset="utf-8"><title>${title}</title><style>${style}</style></head>
<body>
<main>
<div class="words">
<h1>${title}</h1>
<p class="host">${escapeHtml(host)}</p>
<p>${words}</p>
<p id="status" role="status" aria-live="polite"></p>
</div>
<div class="choices">
<button id="cancel" type="button">${escapeHtml(text('desktop.ceremony-cancel'))}</button>
<button id="use-passkey" type="button">${escapeHtml(text(`desktop.ceremony-use-${kind}`))}</button>
</div>
</main>
</body>
</html>
`
  return { html, headers: buildScriptlessHeaders(style) }
}
