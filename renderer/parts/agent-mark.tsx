// The agent's own mark: the first letter of its verified name.
import type { ReactElement } from 'react'

export function AgentMark({ name }: { name: string }): ReactElement {
  const first = /[\p{L}\p{N}]/u.exec(name)?.[0] ?? '·'
  return (
    <span className="mark" aria-hidden="true">
      {first.toUpperCase()}
    </span>
  )
}
