// The approval page: the one place where a person answers positively. Shows the newest card that main gave.
import { useMemo } from 'react'
import type { ReactElement } from 'react'
import type { ApprovalBridge } from '../../shared/bridge.ts'
import type { ApprovalState } from '../../shared/approval-card.ts'
import { currentLanguage, text } from '../../shared/catalogue/text.ts'
import { useAppearance } from '../parts/use-appearance.ts'
import { useLanguage } from '../parts/use-language.ts'
import { useNow } from '../parts/use-now.ts'
import { useSnapshot } from '../parts/use-snapshot.ts'
import { Announcements } from './announcements.tsx'
import { approvalSource } from './bridge.ts'
import { Card } from './card.tsx'
import { CloseButton } from './closing.tsx'
import { keepAsleep, PausedNote } from './paused.tsx'
import { GroupCard } from './group-card.tsx'
import { SecretPage } from './secret-page.tsx'
import { useArming } from './use-arming.ts'
import type { Arming } from './use-arming.ts'
import { useNeutralFocus } from './use-neutral-focus.ts'
import { contentOf, useShown } from './use-shown.ts'

export function ApprovalPage({ bridge }: { bridge: ApprovalBridge }): ReactElement {
  const source = useMemo(() => approvalSource(bridge), [bridge])
  const { snapshot, problem } = useSnapshot(source)
  useLanguage(snapshot?.language ?? currentLanguage())
  useAppearance(snapshot?.appearance ?? 'system')
  if (snapshot) {
    const showsSomething = snapshot.card !== null || snapshot.group !== null
    return (
      <>
        {snapshot.paused && showsSomething && <PausedNote />}
        <Shown bridge={bridge} state={snapshot} />
      </>
    )
  }
  return (
    <main className="empty" role={problem === null ? 'status' : 'alert'}>
      <p>{problem ?? text('approval.loading')}</p>
    </main>
  )
}

function Shown({ bridge, state }: { bridge: ApprovalBridge; state: ApprovalState }): ReactElement {
  const content = contentOf(state)
  const contentKey = content && `${content.interactionId} ${content.digest}`
  const nowMs = useNow(state.nowMs)
  const awake = useArming(contentKey)
  const arming = state.paused ? keepAsleep(awake) : awake
  useShown(bridge, state)
  useNeutralFocus(contentKey)
  return (
    <>
      <Announcements state={state} arming={arming} nowMs={nowMs} />
      <Content {...{ bridge, state, arming, nowMs, contentKey }} />
    </>
  )
}

interface ContentProps {
  readonly bridge: ApprovalBridge
  readonly state: ApprovalState
  readonly arming: Arming
  readonly nowMs: number
  readonly contentKey: string | null
}

function Content({ bridge, state, arming, nowMs, contentKey }: ContentProps): ReactElement {
  const { card, group, reveal } = state
  if (reveal) return <SecretPage key={reveal.interactionId} bridge={bridge} reveal={reveal} />
  if (group) {
    return <GroupCard key={contentKey} {...{ bridge, state, group, arming, nowMs }} />
  }
  if (!card) return <Empty bridge={bridge} standalone={state.standalone} />
  return (
    // A new key builds the card anew: nothing typed and no focus is carried over to other content.
    <Card
      key={contentKey}
      bridge={bridge}
      card={card}
      arming={arming}
      nowMs={nowMs}
      standalone={state.standalone}
    />
  )
}

function Empty({
  bridge,
  standalone,
}: {
  bridge: ApprovalBridge
  standalone: boolean
}): ReactElement {
  return (
    <main className="empty" role="status">
      <p>{text('approval.empty')}</p>
      {standalone && <CloseButton bridge={bridge} />}
    </main>
  )
}
