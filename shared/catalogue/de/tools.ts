// German texts of tools: what a server lists, what became of it, and what is done while a call is under way.
import type { toolTexts } from '../en/tools.ts'

export const toolGerman = {
  'tools.endless':
    '{host} zählt seine Werkzeuge ohne Ende auf. Countersign hat nach {count} aufgehört; die übrigen lassen sich nicht verwenden.',
} as const satisfies Record<keyof typeof toolTexts, string>
