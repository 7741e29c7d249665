// What the tray says of the engine: what waits, whether the agents are paused, and what else needs the person.
import { text } from '../shared/catalogue/text.ts'
import type { Engine } from './engine.ts'
import { isQuiet } from './desktop/quiet-times.ts'
import type { TrayView } from './desktop/tray/tray-menu.ts'

export function buildTrayView(
  engine: Pick<Engine, 'store' | 'inbox' | 'vault'>,
  nowMs: number,
): TrayView {
  const { paused, doNotDisturbUntilMs } = engine.store.settings.load()
  const chosen = { quietHours: null, doNotDisturbUntilMs }
  return {
    entries: engine.inbox.list(),
    paused,
    doNotDisturb: isQuiet(chosen, new Date(nowMs)),
    attention: findAttention(engine),
  }
}

function findAttention({ store, vault }: Pick<Engine, 'store' | 'vault'>): string | null {
  const ended = store.connections.list().find(({ status }) => status === 'needs_sign_in')
  if (ended !== undefined) return text('notify.attention_sign_in', { name: ended.name })
  return vault.survivesRestart ? null : text('notify.attention_keychain')
}
