// Answers the verbs of the settings about the app itself.
import type { Input, Output } from '../../shared/contract.ts'
import type { SystemFacts } from '../../shared/contract/settings-verbs.ts'
import type { Handlers } from './handlers.ts'

export interface SettingsServices {
  readonly system: {
    load(): Promise<SystemFacts>
    setStartAtLogin(on: boolean): void
    showDataFolder(): Promise<void>
    reset(request: Input<'settings.reset'>): Promise<Output<'settings.reset'>>
    finishFirstRun(): void
  }
}

type SettingsVerb =
  | 'settings.system'
  | 'settings.start-at-login'
  | 'settings.show-data-folder'
  | 'settings.reset'
  | 'settings.first-run-done'

const done = { done: true } as const

export function settingsHandlers(
  services: () => Promise<SettingsServices>,
): Pick<Handlers, SettingsVerb> {
  return {
    'settings.system': async () => (await services()).system.load(),
    'settings.start-at-login': async ({ on }) => {
      const { system } = await services()
      system.setStartAtLogin(on)
      return done
    },
    'settings.show-data-folder': async () => {
      const { system } = await services()
      await system.showDataFolder()
      return done
    },
    'settings.reset': async (request) => (await services()).system.reset(request),
    'settings.first-run-done': async () => {
      const { system } = await services()
      system.finishFirstRun()
      return done
    },
  }
}
