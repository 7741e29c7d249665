// Knows whether the app is quitting, so that a window's close can tell hiding from ending.
import type { App } from 'electron'

export interface Lifetime {
  isQuitting(): boolean
  quit(): void
}

/** Listens from now on. Without it, a close that only hides would make every quit hang. */
export function createLifetime(app: Pick<App, 'on' | 'quit'>): Lifetime {
  let quitting = false
  app.on('before-quit', () => {
    quitting = true
  })
  return {
    isQuitting: () => quitting,
    quit: () => {
      quitting = true
      app.quit()
    },
  }
}
