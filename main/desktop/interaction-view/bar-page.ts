// The bar's own page: our words and buttons above a page that is not ours, and no script at all.
import { currentLanguage, text } from '../../../shared/catalogue/text.ts'
import { buildScriptlessHeaders, escapeHtml } from '../scriptless-page.ts'

export const barOrigin = 'app://interaction-bar'

// The values of renderer/parts/tokens.css: nothing of ours but this page may be loaded here.
const style = `
:root {
  color-scheme: light dark;
  --side: light-dark(#efede8, #1b1b19);
  --panel: light-dark(#ffffff, #212120);
  --line-2: light-dark(#cfcbc2, #45433f);
  --ink: light-dark(#1c1b19, #f1efea);
  --ink-2: light-dark(#5c5953, #b3afa6);
  --accent: light-dark(#2b46d8, #8b9bff);
  --bad: light-dark(#b3261e, #ff8a80);
  --bad-soft: light-dark(#fbeae8, #3b2220);
  --mid: light-dark(#845600, #f1b95a);
  --mid-soft: light-dark(#fbf1dd, #382c17);
  --ok: light-dark(#1f7a4d, #74d0a0);
  font: 0.8125rem/1.5 'Inter', system-ui, sans-serif;
}
* { box-sizing: border-box }
[hidden] { display: none !important }
body { margin: 0; background: var(--side); color: var(--ink); border-bottom: 1px solid var(--line-2) }
main { display: grid; gap: 6px; padding: 8px 12px }
.top { display: flex; flex-wrap: wrap; gap: 6px 8px; align-items: center }
.where { flex: 1 1 260px; min-width: 0; padding: 4px 10px; border: 1px solid var(--line-2); border-radius: 6px; background: var(--panel) }
.host { margin: 0; direction: ltr; unicode-bidi: isolate; overflow-wrap: anywhere; font-family: 'JetBrains Mono', ui-monospace, monospace; color: var(--ink-2) }
.host strong { color: var(--ink); font-weight: 700 }
#host-path { display: -webkit-inline-box; -webkit-box-orient: vertical; -webkit-line-clamp: 1; overflow: hidden; vertical-align: bottom; max-width: 100%; font-size: 0.75rem }
#connection { margin: 0; font-size: 0.75rem; color: var(--ink-2); overflow-wrap: anywhere }
#connection::before { content: ''; position: relative; top: 1px; display: inline-block; width: 9px; height: 9px; margin-inline-end: 6px; border: 2px solid var(--ink-2); border-radius: 50% }
[data-tone='ok'] #connection::before { border-color: var(--ok); background: var(--ok) }
[data-tone='local'] #connection::before { border-color: var(--mid); border-radius: 1px }
[data-tone='bad'] #connection { color: var(--bad); font-weight: 600 }
[data-tone='bad'] #connection::before { border-color: var(--bad); border-radius: 1px; background: var(--bad) }
.band { margin: 0; padding: 6px 10px; border: 1px solid var(--line-2); border-inline-start: 3px solid var(--mid); border-radius: 6px; background: var(--mid-soft); overflow-wrap: anywhere }
[data-foreign='true'] #warning { border-inline-start-color: var(--bad); background: var(--bad-soft); color: var(--bad); font-weight: 600 }
.band .address { display: block; max-height: 4.5em; overflow-y: auto; direction: ltr; font-family: 'JetBrains Mono', ui-monospace, monospace; font-size: 0.75rem }
.buttons { display: flex; flex-wrap: wrap; gap: 6px }
#offer .buttons { margin-top: 6px }
button { min-height: 30px; padding: 3px 10px; border: 1px solid var(--line-2); border-radius: 6px; background: var(--panel); color: inherit; font: inherit; font-weight: 500 }
button:disabled { opacity: .5 }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px }
@media (max-width: 600px) { .where { order: -1; flex-basis: 100% } .top button { padding-inline: 6px } .top { column-gap: 4px } }
@media (forced-colors: active) { button, .where, .band { border-color: CanvasText } #connection::before { forced-color-adjust: none } }
`

const button = (action: string): string =>
  `<button type="button" id="${action}">${escapeHtml(text(`interaction-view.${action}` as 'interaction-view.back'))}</button>`

export function buildBarPage(): string {
  const title = escapeHtml(text('interaction-view.label'))
  return `<!doctype html>
<html lang="${currentLanguage()}">
<head><meta charset="utf-8"><title>${title}</title><style>${style}</style></head>
<body data-tone="opening">
<main aria-label="${title}">
<div class="top">
${button('back')}${button('reload')}
<div class="where">
<p class="host" aria-label="${escapeHtml(text('interaction-view.host'))}"><span id="host-before"></span><strong id="host-main"></strong><span id="host-path"></span></p>
<p id="connection" role="status"></p>
</div>
${button('browser')}${button('close')}
</div>
<p class="band" id="warning" role="alert" hidden></p>
<div class="band" id="offer" role="status" hidden>
<span id="offer-words"></span> <span class="address" id="offer-address" tabindex="0"></span>
<div class="buttons">${button('open-offer')}${button('dismiss-offer')}</div>
</div>
</main>
</body>
</html>
`
}

/** The page for the root of its own origin; 404 for anything else. */
export function answerBarRequest(request: { method: string; url: string }): Response {
  const wanted = request.method === 'GET' && request.url === `${barOrigin}/`
  const headers = buildScriptlessHeaders(style)
  if (!wanted) return new Response('Not found', { status: 404, headers })
  return new Response(buildBarPage(), { headers })
}
