// One scene of the story: what happens, and how it is played.
import type { Stage } from './stage.ts'

export interface Scene {
  readonly title: string
  play(stage: Stage): Promise<void>
}
