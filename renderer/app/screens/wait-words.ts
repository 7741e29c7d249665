// What the details of waits share: their input, the tone and the tag of each state, whether it is a sign-in that waits.
import { text } from '../../../shared/catalogue/text.ts'
import type { EndedWait, WaitItem } from '../../../shared/overview.ts'
import type { Tone } from '../../parts/tag.tsx'
import type { ScreenProps } from '../app-page.tsx'

export type WaitProps = ScreenProps & { wait: WaitItem }

type State = WaitItem['state']

export function toneOf(state: State): Tone {
  if (state === 'succeeded') return 'ok'
  if (state === 'cancelled' || state === 'abandoned' || state === 'expired') return 'plain'
  const bad: readonly State[] = ['denied', 'lost_result', 'invalid', 'binding_lost']
  return bad.includes(state) ? 'high' : 'mid'
}

/** While it is asked about regularly. */
export function isPolling({ state }: Pick<WaitItem, 'state'>): boolean {
  return state === 'waiting' || state === 'waiting_interaction'
}

/** True where the dialect says that the person is waited for, on another device. */
export function waitsForYou({ dialect }: Pick<WaitItem, 'dialect'>): boolean {
  return dialect === 'ciba' || dialect === 'device'
}

export function tagWords(wait: Pick<WaitItem, 'dialect' | 'state'>): string {
  if (isPolling(wait) && waitsForYou(wait)) return text('app.wait.tag.you')
  return text(`app.wait.tag.${wait.state}`)
}

/** Who is waited for, in words we can stand for: more than the host only where the dialect says it. */
export function whoWords(wait: WaitItem): string {
  const host = wait.waitingForHost
  if (wait.dialect === 'device') {
    return text('app.wait.you_device', { host: wait.interactionHost ?? host })
  }
  return text(wait.dialect === 'ciba' ? 'app.wait.you_ciba' : 'app.wait.not_decided', { host })
}

/** A sign-in has no call and no agent. */
export function isSignIn({ callId }: Pick<EndedWait, 'callId'>): boolean {
  return callId === null
}
