// English texts for spans and sizes: what people read, by key.
export const formatTexts = {
  'format.days': '{count} d',
  'format.byte': '1 byte',
  'format.bytes': '{count} bytes',
} as const
