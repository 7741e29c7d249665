// Lays all pictures of the gallery out on one page: a row for each screen, a column for each look.
import type { Look } from './looks.ts'
import type { Screen } from './screens.ts'

const style = `
:root { color-scheme: light dark; font: 13px/1.5 system-ui, sans-serif }
body { margin: 16px }
table { border-collapse: collapse }
th, td { padding: 6px; text-align: start; vertical-align: top }
thead th { position: sticky; top: 0; background: Canvas }
img { display: block; max-width: 300px; max-height: 260px; border: 1px solid GrayText }
`

/** Complete HTML without script; the pictures lie beside it as `SCREEN-LOOK.png`. */
export function buildSheet(
  screens: readonly Pick<Screen, 'name'>[],
  looks: readonly Pick<Look, 'name'>[],
): string {
  const heads = looks.map(({ name }) => `<th scope="col">${name}</th>`).join('')
  const rows = screens.map(({ name }) => {
    const cells = looks.map((look) => {
      const file = `${name}-${look.name}.png`
      return `<td><a href="${file}"><img src="${file}" alt="${name}, ${look.name}" loading="lazy"></a></td>`
    })
    return `<tr><th scope="row">${name}</th>${cells.join('')}</tr>`
  })
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Countersign: every screen</title><style>${style}</style></head>
<body><table><thead><tr><th scope="col">Screen</th>${heads}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></body></html>
`
}
