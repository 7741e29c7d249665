// German texts that are only read out: what changed by itself, by key.
import type { accessTexts } from '../en/access.ts'

export const accessGerman = {
  'access.card': 'Jetzt auf dem Bildschirm:',
  'access.ready': 'Jetzt lässt es sich beantworten.',
} as const satisfies Record<keyof typeof accessTexts, string>
