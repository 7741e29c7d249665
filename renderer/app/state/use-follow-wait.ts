// Goes on with the call the person has just decided: when it waits for somebody else, the wait takes the card's place.
import { useEffect, useRef } from 'react'
import type { Overview } from '../../../shared/overview.ts'
import type { Navigation, NavigationEvent } from './navigation.ts'

/** Opens the wait of the call whose card was last in the pane, unless the person has turned to something else. */
export function useFollowWait(
  overview: Overview,
  navigation: Navigation,
  navigate: (event: NavigationEvent) => void,
): void {
  const lastCallId = useRef<string>(null)
  const { place, deferralId, showing } = navigation
  const looksAtCard = place === 'inbox' && deferralId === null && showing === 'detail'
  useEffect(() => {
    if (!looksAtCard) lastCallId.current = null
    else if (overview.selectedInteractionId !== null) lastCallId.current = overview.selectedCallId
    else {
      const wait = overview.waits.find(({ callId }) => callId === lastCallId.current)
      if (wait) navigate({ type: 'wait', deferralId: wait.deferralId })
    }
  }, [looksAtCard, overview, navigate])
}
