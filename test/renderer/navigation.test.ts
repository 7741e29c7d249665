// Proves where a person ends up in the app window.
import { describe, expect, it } from 'vitest'
import { reduceNavigation, startNavigation } from '../../renderer/app/state/navigation.ts'

describe('navigation', () => {
  it('[RND-10] leaves the wait when an interaction is opened from elsewhere', () => {
    const waiting = reduceNavigation(startNavigation, { type: 'wait', deferralId: 'd' })
    expect(waiting).toMatchObject({ place: 'inbox', deferralId: 'd', showing: 'detail' })
    const opened = reduceNavigation(waiting, { type: 'interaction-opened' })
    // Dies if: the pane stays behind the wait's detail.
    expect(opened).toMatchObject({ place: 'inbox', deferralId: null, showing: 'detail' })
  })

  it('[RND-10] goes back to the list, and keeps what was open at the other places', () => {
    const task = reduceNavigation(startNavigation, { type: 'task', taskId: 't' })
    const away = reduceNavigation(task, { type: 'go', place: 'settings' })
    const back = reduceNavigation(away, { type: 'go', place: 'tasks' })
    expect(back).toMatchObject({ place: 'tasks', taskId: 't', showing: 'list' })
  })
})
