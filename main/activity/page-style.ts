// The style of the exported page: readable on a screen in both themes, and on paper.

export const pageStyle = `
:root { color-scheme: light dark; --line: light-dark(#e2dfd8, #32312e); --soft: light-dark(#5c5953, #b3afa6); }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; background: light-dark(#fff, #212120);
  color: light-dark(#1c1b19, #f1efea); font: 14px/1.5 system-ui, sans-serif; }
h1 { margin: 0 0 .75rem; font-size: 1.5rem; }
p { margin: 0 0 .25rem; color: var(--soft); }
table { width: 100%; margin: 1.25rem 0; border-collapse: collapse; }
th, td { padding: .375rem .75rem .375rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
th { color: var(--soft); font-size: .8125rem; white-space: nowrap; }
td:last-child { color: var(--soft); }
.figure { white-space: nowrap; font-variant-numeric: tabular-nums; color: var(--soft); }
dl { display: grid; gap: .25rem; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0 0 .5rem; }
code { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
@media (max-width: 36rem) {
  thead { display: none; }
  tr { display: block; padding: .5rem 0; border-bottom: 1px solid var(--line); }
  td { display: block; padding: 0; border: 0; }
  td.figure { display: inline; padding-right: .75rem; }
}
@media print {
  @page { margin: 15mm; }
  :root { color-scheme: light; }
  body { margin: 0; max-width: none; padding: 0; font-size: 10pt; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}
`
