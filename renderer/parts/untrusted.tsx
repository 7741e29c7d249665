// Shows text that others wrote: plain, direction isolated, with everything invisible drawn as a box.
import { Fragment, useMemo } from 'react'
import type { ReactElement } from 'react'
import { visibleSegments } from './visible-text.ts'
import type { Segment } from './visible-text.ts'

/**
 * Text of an agent, a server or a person's data. Never give such text to another element directly. `bytes`: exactly as
 * it will be sent, drawn in the order of its characters whatever their direction.
 */
export function Untrusted({
  value,
  bytes = false,
}: {
  value: string
  bytes?: boolean
}): ReactElement {
  const segments = useMemo(() => visibleSegments(value, bytes), [value, bytes])
  return (
    // The direction is ours and not that of the first letter.
    <bdi className={bytes ? 'untrusted bytes' : 'untrusted'} dir="ltr">
      {segments.map((segment, position) => (
        // The list is never reordered: the position is the identity.
        <Fragment key={position}>{shown(segment)}</Fragment>
      ))}
    </bdi>
  )
}

function shown(segment: Segment): ReactElement | string {
  if (segment.kind === 'text') return segment.text
  if (segment.kind === 'mark') return <span className="invisible">{segment.text}</span>
  return <br />
}
