// Answers the verbs of the activity screen.
import type { Input, Output, Verb } from '../../shared/contract.ts'
import type { Handlers } from './handlers.ts'

type ActivityVerb = Extract<Verb, `activity.${string}`>
type Answer<V extends Verb> = Output<V> | Promise<Output<V>>

/** What the handlers need of main. */
export interface ActivityHandling {
  readonly activity: {
    list(input: Input<'activity.list'>): Answer<'activity.list'>
    call(input: Input<'activity.call'>): Answer<'activity.call'>
    days(input: Input<'activity.days'>): Answer<'activity.days'>
    about(): Answer<'activity.about'>
    check(): Answer<'activity.check'>
    export(input: Input<'activity.export'>): Answer<'activity.export'>
  }
}

export function activityHandlers(
  services: () => Promise<ActivityHandling>,
): Pick<Handlers, ActivityVerb> {
  return {
    'activity.list': async (input) => (await services()).activity.list(input),
    'activity.call': async (input) => (await services()).activity.call(input),
    'activity.days': async (input) => (await services()).activity.days(input),
    'activity.about': async () => (await services()).activity.about(),
    'activity.check': async () => (await services()).activity.check(),
    'activity.export': async (input) => (await services()).activity.export(input),
  }
}
