// Says what the agent of this app thinks with: a model that the person added, or rehearsal.
import type { ReactElement } from 'react'
import { text } from '../../../shared/catalogue/text.ts'
import type { Overview } from '../../../shared/overview.ts'
import { Tag } from '../../parts/tag.tsx'
import { RehearsalTag } from './rehearsal-tag.tsx'

interface ModelTagProps {
  readonly overview: Pick<Overview, 'agents' | 'models'>
  readonly agentId: string
}

/** Nothing for an agent that runs elsewhere: what it thinks with is its own business. */
export function ModelTag({ overview, agentId }: ModelTagProps): ReactElement | null {
  const agent = overview.agents.find(({ id }) => id === agentId)
  if (agent?.kind === 'gateway') return null
  const model = overview.models?.find(({ id }) => id === agent?.modelId)
  if (model === undefined) return <RehearsalTag />
  return (
    <span title={text('models.uses', { name: model.name })}>
      <Tag tone="plain">{model.name}</Tag>
    </span>
  )
}
