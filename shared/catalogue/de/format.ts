// German texts for spans and sizes: what people read, by key.
import type { formatTexts } from '../en/format.ts'

export const formatGerman = {
  'format.days': '{count} Tg.',
  'format.byte': '1 Byte',
  'format.bytes': '{count} Byte',
} as const satisfies Record<keyof typeof formatTexts, string>
