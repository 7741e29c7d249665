// Shows text that others wrote: plain, direction isolated, with everything invisible drawn as a box.
import { Fragment, useMemo } from 'react'
import type { ReactElement } from 'react'
import { visibleSegments } from './visible-text.ts'
import type { Segment } from './visible-text.ts'

/** Text of an agent, a server or a person's data. Never give such text to another element directly. */
export function Untrusted({ value }: { value: string }): ReactElement {
  const segments = useMemo(() => visibleSegments(value), [value])
  return (
    <bdi className="untrusted">
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
