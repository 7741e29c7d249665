// The desk's script: asks for news every second, and sends what is pressed and chosen.

export const deskScript = `const $=(id)=>document.getElementById(id);
const el=(tag,text,cls)=>{const e=document.createElement(tag);if(text!==undefined)e.textContent=text;
if(cls)e.className=cls;return e};
const time=(at)=>new Date(at).toLocaleTimeString();
async function post(path,body){await fetch(path,{method:'POST',
headers:{'content-type':'application/json'},body:JSON.stringify(body)});await refresh()}
const euros=(a)=>(a.currency||'EUR')+' '+Number(a.amount).toFixed(2)+' to '+a.recipient;
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
const choose=(label,name,value,options)=>{const l=el('label',label);const c=el('select');c.name=name;
for(const [v,t] of options){const o=el('option',t);o.value=v;o.selected=v===value;c.append(o)}
c.onchange=()=>post('/change',{[name]:c.value});l.append(c);return l};
function showChanges(c,tickets){const off=['none','as usual'];
const rows=[choose('Signing in','codeReview',c.codeReview,[off,['new_customer','waits for a document check'],['fraud','waits for a look for fraud']]),
choose('Staying signed in','refreshReview',c.refreshReview,[off,['reauthentication','takes a new sign-in']]),
choose('Large payments are named','remedy',c.remedy,[['scope','by a scope'],['authorization_details','in detail']])];
const later=button('Ten minutes pass at the records office','',tickets.length===0,()=>post('/change',{ticketSeconds:600}));
const open=tickets.map((t)=>el('p',t.title+': '+t.status.replace('_',' '),'soft'));
const people=c.people.map((p)=>{const l=el('label',p.name+' is on leave');const b=el('input');b.type='checkbox';
b.checked=p.away;b.onchange=()=>post('/change',{name:p.name,away:b.checked});l.prepend(b);return l});
$('changes').replaceChildren(...rows,later,...open,...people)}
let shown='';
async function refresh(){const s=await(await fetch('/state')).json();
$('code').textContent=s.totp.code;$('left').value=s.totp.remainingSeconds;
$('seconds').textContent=s.totp.remainingSeconds+' s left';
const key=JSON.stringify([s.pending,s.decided,s.effects,s.passkeys,s.changes,s.tickets.map((t)=>t.status)]);if(key===shown)return;shown=key;
const p=s.pending.map(card);$('pending').replaceChildren(...(p.length?p:[el('p',
'Nothing waits. When an agent pays more than 1,000 or shares a document, it appears here.','soft')]));
$('ledger').replaceChildren(...s.effects.toReversed().map((e)=>{const l=el('li',time(e.at)+' '+e.tool+' ');
l.append(el('code',JSON.stringify(e.arguments)));return l}));
$('decided').replaceChildren(...s.decided.toReversed().map((r)=>el('li',title(r)+': '+r.status)));
$('passkeys').replaceChildren(...(s.passkeys.length?s.passkeys.map((k)=>el('li',
k.id.slice(0,12)+'\\u2026, added '+time(k.createdAt))):[el('li','None yet.','soft')]));
showChanges(s.changes,s.tickets)}
setInterval(()=>refresh().catch(()=>{}),1000);refresh()`
