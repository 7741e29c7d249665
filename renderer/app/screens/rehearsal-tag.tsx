// Says that the built-in agent only rehearses.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import { Tag } from '../../parts/tag.tsx'

export function RehearsalTag(): ReactElement {
  return (
    <span title={text('app.rehearsal.explain')}>
      <Tag tone="plain">{text('app.rehearsal')}</Tag>
    </span>
  )
}
