// The app page: places, list and detail. It shows, asks and denies; it can never approve.
import { useEffect, useMemo, useReducer, useRef } from 'react'
import type { ReactElement } from 'react'
import type { AppBridge } from '../../shared/bridge.ts'
import { currentLanguage, text } from '../../shared/catalogue/text.ts'
import type { Overview } from '../../shared/overview.ts'
import { useAppearance } from '../parts/use-appearance.ts'
import { useLanguage } from '../parts/use-language.ts'
import { useSnapshot } from '../parts/use-snapshot.ts'
import { Announcements } from './announcements.tsx'
import { Banners } from './banners.tsx'
import { overviewSource } from './bridge.ts'
import { Notices } from './notices.tsx'
import { Places } from './places.tsx'
import { ActivityScreen } from './screens/activity-screen.tsx'
import { AgentsScreen } from './screens/agents-screen.tsx'
import { ConnectionsScreen } from './screens/connections-screen.tsx'
import { FirstRunScreen } from './screens/first-run-screen.tsx'
import { InboxScreen } from './screens/inbox-screen.tsx'
import { RulesScreen } from './screens/rules-screen.tsx'
import { SettingsScreen } from './screens/settings-screen.tsx'
import { TasksScreen } from './screens/tasks-screen.tsx'
import { useFollowWait } from './state/use-follow-wait.ts'
import { reduceNavigation, startNavigation } from './state/navigation.ts'
import type { Navigation, NavigationEvent } from './state/navigation.ts'

/** What every screen gets. */
export interface ScreenProps {
  readonly bridge: AppBridge
  readonly overview: Overview
  readonly navigation: Navigation
  readonly navigate: (event: NavigationEvent) => void
}

export function AppPage({ bridge }: { bridge: AppBridge }): ReactElement {
  const source = useMemo(() => overviewSource(bridge), [bridge])
  const { snapshot, problem } = useSnapshot(source)
  useLanguage(snapshot?.language ?? currentLanguage())
  useAppearance(snapshot?.settings.appearance ?? 'system')
  if (snapshot) return <Shown bridge={bridge} overview={snapshot} />
  return (
    <main className="blank" role={problem === null ? 'status' : 'alert'}>
      <p>{problem ?? text('app.loading')}</p>
    </main>
  )
}

function Shown({ bridge, overview }: { bridge: AppBridge; overview: Overview }): ReactElement {
  const [navigation, navigate] = useReducer(reduceNavigation, startNavigation)
  useFollowOpened(overview.selectedInteractionId, navigate)
  useCloseWhenAway(bridge, overview, navigation)
  useFollowWait(overview, navigation, navigate)
  const props: ScreenProps = { bridge, overview, navigation, navigate }
  return (
    <div className="app" data-showing={showingOf(overview, navigation)}>
      <Announcements waiting={overview.inboxTotal} />
      <Banners bridge={bridge} overview={overview} />
      <Places {...props} />
      <Screen {...props} />
      <Notices {...props} />
    </div>
  )
}

/** In a narrow window an inbox with nothing open is its list. */
function showingOf(overview: Overview, { place, deferralId, showing }: Navigation): string {
  const isOpen =
    overview.selectedInteractionId !== null ||
    [...overview.waits, ...overview.endedWaits].some((wait) => wait.deferralId === deferralId)
  return place === 'inbox' && !isOpen ? 'list' : showing
}

function Screen(props: ScreenProps): ReactElement {
  const { overview, navigation } = props
  if (navigation.firstScreen) return <FirstRunScreen {...props} />
  switch (navigation.place) {
    case 'inbox':
    case 'tasks':
    case 'connections':
      if (isFirstRun(overview)) return <FirstRunScreen {...props} />
      if (navigation.place === 'inbox') return <InboxScreen {...props} />
      return navigation.place === 'tasks' ? (
        <TasksScreen {...props} />
      ) : (
        <ConnectionsScreen {...props} />
      )
    case 'agents':
      return <AgentsScreen {...props} />
    case 'rules':
      return <RulesScreen {...props} />
    case 'activity':
      return <ActivityScreen {...props} />
    case 'settings':
      return <SettingsScreen {...props} />
  }
}

/** Nothing has happened yet, and the first screen was not left. */
function isFirstRun(overview: Overview): boolean {
  if (overview.settings.firstRunDone) return false
  const { connections, tasks, inbox, waits, endedWaits, queuedRevocations } = overview
  const all = [connections, tasks, inbox, waits, endedWaits, queuedRevocations]
  return all.every((list) => list.length === 0)
}

/** An interaction that main newly opened brings the inbox up, from wherever it was opened. */
function useFollowOpened(opened: string | null, navigate: (event: NavigationEvent) => void): void {
  useEffect(() => {
    if (opened !== null) navigate({ type: 'interaction-opened' })
  }, [opened, navigate])
}

/** The approval view leaves the window as soon as the person looks at something else. */
function useCloseWhenAway(bridge: AppBridge, overview: Overview, navigation: Navigation): void {
  const away = navigation.place !== 'inbox' || navigation.deferralId !== null
  const wasAway = useRef(away)
  const opened = overview.selectedInteractionId !== null
  useEffect(() => {
    if (away && !wasAway.current && opened) void bridge.call('interaction.close', {})
    wasAway.current = away
  }, [bridge, away, opened])
}
