// The desk's style, for light and dark.

export const deskStyle = `:root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6675;--line:#d9dee6;--card:#fff;
--paper:#f4f6f9;--accent:#1f5fbf;--good:#1d7a46;--bad:#a4262c}
@media(prefers-color-scheme:dark){:root{--ink:#e6eaf0;--soft:#9aa6b5;--line:#313a47;--card:#1b212a;
--paper:#12161c;--accent:#7fb0ff;--good:#5cc98c;--bad:#ff8f8f}}
*{box-sizing:border-box}body{margin:0;font:15px/1.5 system-ui,sans-serif;color:var(--ink);
background:var(--paper)}header{padding:1.5rem 2rem;border-bottom:1px solid var(--line);
background:var(--card)}h1{margin:0;font-size:1.3rem}header p{margin:.2rem 0 0;color:var(--soft)}
main{display:grid;grid-template-columns:minmax(0,2fr) minmax(16rem,1fr);gap:1.5rem;padding:1.5rem 2rem;
max-width:76rem}@media(max-width:50rem){main{grid-template-columns:1fr;padding:1rem}}
h2{font-size:.95rem;margin:0 0 .6rem;color:var(--soft);font-weight:600}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1rem 1.2rem;
margin-bottom:1rem}.big{font-size:1.25rem;font-weight:650}.soft{color:var(--soft)}
dl{display:grid;grid-template-columns:8rem 1fr;gap:.15rem .8rem;margin:.6rem 0}dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}button{font:inherit;font-weight:600;padding:.45rem 1.2rem;
border-radius:8px;border:1px solid var(--line);background:var(--card);color:var(--ink);cursor:pointer;
margin-right:.5rem}button.yes{background:var(--good);border-color:var(--good);color:var(--card)}
button.no{color:var(--bad)}button:disabled{opacity:.45;cursor:not-allowed}button:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.code{font:600 2rem/1.2 ui-monospace,monospace;letter-spacing:.15em}
progress{width:100%;height:.4rem;accent-color:var(--accent)}ul{list-style:none;margin:0;padding:0}
li{padding:.45rem 0;border-top:1px solid var(--line);overflow-wrap:anywhere}li:first-child{border:0}
label{display:block;margin:.35rem 0}select{font:inherit;display:block;width:100%;margin-top:.1rem}
p.answer{margin:.6rem 0 0}code{font:.85em ui-monospace,monospace}`
