// A text of the catalogue with words of others in its places: ours and theirs never share one run of text.
import { Fragment } from 'react'
import type { ReactElement } from 'react'
import { text } from '../../shared/catalogue/text.ts'
import type { TextKey } from '../../shared/catalogue/text.ts'
import { Untrusted } from './untrusted.tsx'

/** The text of `name`, each `{place}` filled with untrusted words from `values`. */
export function TextWith({
  name,
  values,
}: {
  name: TextKey
  values: Readonly<Record<string, string>>
}): ReactElement {
  // Split keeps what the group matched: every second part is the name of a place.
  const parts = text(name).split(/\{(\w+)\}/)
  return (
    <>
      {parts.map((part, position) => {
        const value = position % 2 === 1 ? values[part] : undefined
        return (
          <Fragment key={position}>
            {value === undefined ? part : <Untrusted value={value} />}
          </Fragment>
        )
      })}
    </>
  )
}
