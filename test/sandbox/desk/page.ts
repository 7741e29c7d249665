// The desk's page: plain HTML, a little style and a script that asks for news every second.

const style = `:root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6675;--line:#d9dee6;--card:#fff;
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
code{font:.85em ui-monospace,monospace}`

const script = `const $=(id)=>document.getElementById(id);
const el=(tag,text,cls)=>{const e=document.createElement(tag);if(text!==undefined)e.textContent=text;
if(cls)e.className=cls;return e};
const time=(at)=>new Date(at).toLocaleTimeString();
async function post(path,body){await fetch(path,{method:'POST',
headers:{'content-type':'application/json'},body:JSON.stringify(body)});await refresh()}
const euros=(a)=>a.currency+' '+Number(a.amount).toFixed(2)+' to '+a.recipient;
const titles={payment:(r)=>'Pay '+euros(r.arguments),
document:(r)=>'Share \\u201c'+r.arguments.document+'\\u201d with '+r.arguments.with,
new_customer:(r)=>'Check the identity card of '+r.customer,
fraud_review:(r)=>'Look at a sign-in of '+r.customer+' for fraud',
reauthentication:(r)=>r.customer+' has to sign in again',
backchannel:(r)=>'Sign-in on another device'+(r.arguments.message?': \\u201c'+r.arguments.message+'\\u201d':''),
device:(r)=>'Sign-in with a code on another device',
assertion:(r)=>'Let '+r.customer+' in with the sign-in of another company'};
const title=(r)=>titles[r.kind](r);
const button=(text,cls,off,act)=>{const b=el('button',text,cls);b.disabled=off;b.onclick=act;return b};
function answers(r,name){const row=el('p',undefined,'answer');const off=r.interaction==='needed';
const many=r.needed>1||r.answerers.length>1;const as=many?' as '+name:'';
row.append(button('Approve'+as,'yes',off,()=>post('/decide',{id:r.id,approve:true,by:name})),
button('Deny'+as,'no',false,()=>post('/decide',{id:r.id,approve:false,by:name})));return row}
function card(r){const c=el('div',undefined,'card');c.dataset.id=r.id;c.append(el('div',title(r),'big'));
const d=el('dl');const you=r.answerers.length===1?[['You are',r.answerers[0]]]:[];
const standing=r.answerers.length===1&&r.answerers[0]!==r.approver&&r.needed===1?[['Standing in for',r.approver]]:[];
const rows=[['Asked by',r.askedBy+', for '+r.customer],...you,...standing,
...(r.needed>1?[['Needed',r.needed+' of the board']]:[]),['Client is told',r.words],
['Asked at',time(r.createdAt)],['Good until',time(r.expiresAt)],...Object.entries(r.arguments)];
for(const [k,v] of rows){d.append(el('dt',k),el('dd',String(v)))}c.append(d);
for(const v of r.votes)c.append(el('p',v.by+' has '+(v.approve?'approved.':'denied.'),'soft'));
if(r.interaction==='needed')c.append(el('p','The customer has to act first.','soft'));
if(!r.forDesk)c.append(el('p','Nobody decides this at the desk.','soft'));
else c.append(...r.answerers.map((name)=>answers(r,name)));return c}
let shown='';
async function refresh(){const s=await(await fetch('/state')).json();
$('code').textContent=s.totp.code;$('left').value=s.totp.remainingSeconds;
$('seconds').textContent=s.totp.remainingSeconds+' s left';
const key=JSON.stringify([s.pending,s.decided,s.effects,s.passkeys,s.onLeave]);if(key===shown)return;shown=key;
const p=s.pending.map(card);$('pending').replaceChildren(...(p.length?p:[el('p',
'Nothing waits. When an agent pays more than 1,000 or shares a document, it appears here.','soft')]));
$('ledger').replaceChildren(...s.effects.toReversed().map((e)=>{const l=el('li',time(e.at)+' '+e.tool+' ');
l.append(el('code',JSON.stringify(e.arguments)));return l}));
$('decided').replaceChildren(...s.decided.toReversed().map((r)=>el('li',title(r)+': '+r.status)));
$('passkeys').replaceChildren(...(s.passkeys.length?s.passkeys.map((k)=>el('li',
k.id.slice(0,12)+'\\u2026, added '+time(k.createdAt))):[el('li','None yet.','soft')]))}
setInterval(()=>refresh().catch(()=>{}),1000);refresh()`

/** The whole page. */
export const deskPage = `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Harbor Bank: the desk</title>
<style>${style}</style><header><h1>Harbor Bank: the desk</h1>
<p>Here you play the people an agent waits for: approvers, owners of documents, their delegates.</p>
</header><main><section aria-live="polite"><h2>Waiting for you</h2><div id="pending"></div>
<h2>Decided</h2><div class="card"><ul id="decided"></ul></div>
<h2>Ledger: what really ran</h2><div class="card"><ul id="ledger"></ul></div></section>
<aside><h2>One-time code of Alex Example</h2><div class="card"><div class="code" id="code"></div>
<progress id="left" max="30" aria-label="Seconds left"></progress><p class="soft" id="seconds"></p></div>
<h2>Passkeys</h2><div class="card"><ul id="passkeys"></ul></div></aside></main>
<script>${script}</script></html>`
