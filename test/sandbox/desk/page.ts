// The desk's page: plain HTML around a little style and a script.
import { deskScript } from './script.ts'
import { deskStyle } from './style.ts'

/** The whole page. */
export const deskPage = `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Harbor Bank: the desk</title>
<style>${deskStyle}</style><header><h1>Harbor Bank: the desk</h1>
<p>Here you play the people an agent waits for: approvers, owners of documents, their delegates.</p>
</header><main><section aria-live="polite"><h2>Waiting for you</h2><div id="pending"></div>
<h2>Decided</h2><div class="card"><ul id="decided"></ul></div>
<h2>Ledger: what really ran</h2><div class="card"><ul id="ledger"></ul></div></section>
<aside><h2>One-time code of Alex Example</h2><div class="card"><div class="code" id="code"></div>
<progress id="left" max="30" aria-label="Seconds left"></progress><p class="soft" id="seconds"></p></div>
<h2>Passkeys</h2><div class="card"><ul id="passkeys"></ul></div>
<h2>How things go here</h2><div class="card" id="changes"></div></aside></main>
<script>${deskScript}</script></html>`
