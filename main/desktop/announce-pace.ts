// Decides when a notification may come up: one at a time for each agent, few in a minute, none while it would disturb.

/** One thing that waits for the person, and who caused it. */
export interface PaceItem {
  readonly id: string
  /** An agent, or what else asks; the limits count for each on its own. */
  readonly source: string
}

/** `quiet`: no notification at all. `locked`: one that names nothing. */
export type Hold = 'none' | 'quiet' | 'locked'

export interface PaceLook {
  readonly items: readonly PaceItem[]
  /** In front of the person already: not announced, now or later. */
  readonly onScreen: ReadonlySet<string>
  readonly hold: Hold
}

export type PaceCommand =
  | { kind: 'show_one'; id: string; silent: boolean }
  | { kind: 'show_group'; source: string; count: number; silent: boolean }
  /** Says that something waits, and nothing of what. */
  | { kind: 'show_locked'; silent: boolean }
  | { kind: 'withdraw'; key: string }

type Shown = { kind: 'one'; id: string } | { kind: 'group'; count: number } | { kind: 'locked' }

interface SourceState {
  readonly shown: Shown | null
  /** Ids that a notification has stood for, shown still or closed by the person. */
  readonly told: ReadonlySet<string>
  /** When one came up, within the last minute. */
  readonly raisedAtMs: readonly number[]
  readonly changedAtMs: number
  /** When the person denied this source, within the last ten minutes. */
  readonly deniedAtMs: readonly number[]
  readonly cool: { readonly untilMs: number; readonly step: number } | null
}

export interface PaceState {
  readonly sources: ReadonlyMap<string, SourceState>
  /** Were on the screen when they were looked at first. */
  readonly seen: ReadonlySet<string>
}

export const raisesPerMinute = 3
export const minuteMs = 60_000
/** Between two changes of a count. */
export const changeEveryMs = 2_000
export const denialsToCool = 3
export const denialWindowMs = 10 * minuteMs
/** How long each further time without notifications lasts. */
export const coolForMs: readonly number[] = [5, 10, 20, 40].map((minutes) => minutes * minuteMs)
/** After this long without another, the next one is the shortest again. */
export const coolForgottenMs = 60 * minuteMs

/** The source under which all is told while the screen is locked; no agent has this id. */
const lockedSource = '\0locked'

export const startPace: PaceState = { sources: new Map(), seen: new Set() }

const fresh: SourceState = {
  shown: null,
  told: new Set(),
  raisedAtMs: [],
  changedAtMs: Number.NEGATIVE_INFINITY,
  deniedAtMs: [],
  cool: null,
}

export interface PaceStep {
  readonly state: PaceState
  readonly commands: readonly PaceCommand[]
  /** Look again at this moment at the latest; null when only an event can change anything. */
  readonly wakeAtMs: number | null
}

/** The key under which the notification of a source is known. */
export function keyOf(source: string, shown: Shown): string {
  if (shown.kind === 'one') return shown.id
  return shown.kind === 'locked' ? 'locked' : `${groupPrefix}${source}`
}

const groupPrefix = 'group:'

/** The source whose notification of several has this key, else null. */
export function sourceOfGroup(key: string): string | null {
  return key.startsWith(groupPrefix) ? key.slice(groupPrefix.length) : null
}

/** Brings what is shown in line with what waits, as far as the limits allow. `nowMs` must not go back. */
export function lookAround(state: PaceState, look: PaceLook, nowMs: number): PaceStep {
  const open = new Set(look.items.map(({ id }) => id))
  const seen = new Set([...state.seen].filter((id) => open.has(id)))
  for (const id of look.onScreen) if (open.has(id) && !isTold(state, id)) seen.add(id)
  const waiting = gather(look, seen)
  const sources = new Map<string, SourceState>()
  const commands: PaceCommand[] = []
  const wakes: number[] = []
  for (const source of new Set([...state.sources.keys(), ...waiting.keys()])) {
    const before = forget(state.sources.get(source) ?? fresh, nowMs)
    const step = stepSource(before, { source, ids: waiting.get(source) ?? [] }, nowMs)
    commands.push(...step.commands)
    if (step.wakeAtMs !== null) wakes.push(step.wakeAtMs)
    if (!isForgotten(step.state, nowMs)) sources.set(source, step.state)
  }
  // What goes makes room first: never two of one agent at once.
  commands.sort((one, other) => Number(other.kind === 'withdraw') - Number(one.kind === 'withdraw'))
  const wakeAtMs = wakes.length === 0 ? null : Math.min(...wakes)
  return { state: { sources, seen }, commands, wakeAtMs }
}

/** The person said no to something of this source. */
export function noteDenial(state: PaceState, source: string, nowMs: number): PaceState {
  const before = forget(state.sources.get(source) ?? fresh, nowMs)
  const deniedAtMs = [...before.deniedAtMs, nowMs]
  const isEnough = deniedAtMs.length >= denialsToCool
  const next = isEnough ? startCooling(before, nowMs) : { ...before, deniedAtMs }
  return { ...state, sources: new Map(state.sources).set(source, next) }
}

/** The person said yes to something of this source: who follows along is not worn down, so its place in the minute is free. */
export function noteApproval(state: PaceState, source: string): PaceState {
  const before = state.sources.get(source)
  if (before === undefined || before.raisedAtMs.length === 0) return state
  const next = { ...before, raisedAtMs: before.raisedAtMs.slice(1) }
  return { ...state, sources: new Map(state.sources).set(source, next) }
}

/** The notification of this key is gone from the desktop, without an answer. */
export function noteClosed(state: PaceState, key: string): PaceState {
  for (const [source, one] of state.sources) {
    if (one.shown === null || keyOf(source, one.shown) !== key) continue
    return { ...state, sources: new Map(state.sources).set(source, { ...one, shown: null }) }
  }
  return state
}

/** True while exactly this interaction is what the notification of this key shows. */
export function showsOne(state: PaceState, key: string): boolean {
  return [...state.sources.values()].some(({ shown }) => shown?.kind === 'one' && shown.id === key)
}

function isTold({ sources }: PaceState, id: string): boolean {
  return [...sources.values()].some(({ told }) => told.has(id))
}

/** What each source may tell of now. */
function gather({ items, hold }: PaceLook, seen: ReadonlySet<string>): Map<string, string[]> {
  const waiting = new Map<string, string[]>()
  if (hold === 'quiet') return waiting
  for (const { id, source } of items) {
    if (seen.has(id)) continue
    const key = hold === 'locked' ? lockedSource : source
    const ids = waiting.get(key)
    if (ids === undefined) waiting.set(key, [id])
    else ids.push(id)
  }
  return waiting
}

function startCooling(before: SourceState, nowMs: number): SourceState {
  const step = before.cool === null ? 0 : Math.min(before.cool.step + 1, coolForMs.length - 1)
  const untilMs = nowMs + (coolForMs[step] ?? 0)
  return { ...before, deniedAtMs: [], cool: { untilMs, step } }
}

function forget(state: SourceState, nowMs: number): SourceState {
  const { cool } = state
  return {
    ...state,
    raisedAtMs: state.raisedAtMs.filter((atMs) => nowMs - atMs < minuteMs),
    deniedAtMs: state.deniedAtMs.filter((atMs) => nowMs - atMs < denialWindowMs),
    cool: cool !== null && nowMs - cool.untilMs >= coolForgottenMs ? null : cool,
  }
}

function isForgotten(state: SourceState, nowMs: number): boolean {
  const { shown, told, raisedAtMs, deniedAtMs, cool } = forget(state, nowMs)
  const lists = [raisedAtMs, deniedAtMs]
  return (
    shown === null && told.size === 0 && cool === null && lists.every((list) => list.length === 0)
  )
}

interface SourceStep {
  readonly state: SourceState
  readonly commands: readonly PaceCommand[]
  readonly wakeAtMs: number | null
}

interface Waiting {
  readonly source: string
  readonly ids: readonly string[]
}

function stepSource(state: SourceState, waiting: Waiting, nowMs: number): SourceStep {
  const { source, ids } = waiting
  const coolUntilMs = state.cool?.untilMs ?? 0
  const cooling = nowMs < coolUntilMs
  if (ids.length === 0 || cooling) {
    // What was shown may be told of again once that is over.
    const cleared = { ...state, shown: null, told: new Set<string>() }
    const commands = state.shown === null ? [] : [withdrawal(source, state.shown)]
    return { state: cleared, commands, wakeAtMs: cooling && ids.length > 0 ? coolUntilMs : null }
  }
  const open = new Set(ids)
  const told = new Set([...state.told].filter((id) => open.has(id)))
  const { shown } = state
  if (shown?.kind === 'one' && !open.has(shown.id)) {
    const step = raise({ ...state, told, shown: null }, waiting, nowMs)
    return { ...step, commands: [withdrawal(source, shown), ...step.commands] }
  }
  if (shown?.kind === 'group') return recount({ ...state, told }, waiting, nowMs)
  return raise({ ...state, told }, waiting, nowMs)
}

const withdrawal = (source: string, shown: Shown): PaceCommand => ({
  kind: 'withdraw',
  key: keyOf(source, shown),
})

/** Something comes up that was not told of yet, if the limit leaves room for it. */
function raise(state: SourceState, { source, ids }: Waiting, nowMs: number): SourceStep {
  const { shown, told, raisedAtMs } = state
  if (ids.every((id) => told.has(id))) return { state, commands: [], wakeAtMs: null }
  const [oldest] = raisedAtMs
  if (raisedAtMs.length >= raisesPerMinute && oldest !== undefined) {
    return { state, commands: [], wakeAtMs: oldest + minuteMs }
  }
  // Only the first of a minute may be heard.
  const silent = raisedAtMs.length > 0
  const next = chooseShown(source, ids)
  const after = {
    ...state,
    shown: next,
    told: new Set(ids),
    raisedAtMs: [...raisedAtMs, nowMs],
    changedAtMs: nowMs,
  }
  const replaced = shown === null || keyOf(source, shown) === keyOf(source, next)
  const commands = replaced ? [] : [withdrawal(source, shown)]
  return { state: after, commands: [...commands, command(source, next, silent)], wakeAtMs: null }
}

function chooseShown(source: string, ids: readonly string[]): Shown {
  if (source === lockedSource) return { kind: 'locked' }
  const [only] = ids
  return ids.length === 1 && only !== undefined
    ? { kind: 'one', id: only }
    : { kind: 'group', count: ids.length }
}

function command(source: string, shown: Shown, silent: boolean): PaceCommand {
  if (shown.kind === 'one') return { kind: 'show_one', id: shown.id, silent }
  if (shown.kind === 'locked') return { kind: 'show_locked', silent }
  return { kind: 'show_group', source, count: shown.count, silent }
}

/** The same notification with another count: quietly, and not with every single change. */
function recount(state: SourceState, { source, ids }: Waiting, nowMs: number): SourceStep {
  const told = new Set(ids)
  const count = ids.length
  const isSame = state.shown?.kind === 'group' && state.shown.count === count
  if (isSame) return { state: { ...state, told }, commands: [], wakeAtMs: null }
  const dueMs = state.changedAtMs + changeEveryMs
  if (nowMs < dueMs) return { state, commands: [], wakeAtMs: dueMs }
  return {
    state: { ...state, told, shown: { kind: 'group', count }, changedAtMs: nowMs },
    commands: [{ kind: 'show_group', source, count, silent: true }],
    wakeAtMs: null,
  }
}
