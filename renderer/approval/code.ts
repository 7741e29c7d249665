// The one-time code as typed: digits only, never longer than asked for.

export type CodeEvent = { type: 'input'; value: string } | { type: 'paste'; value: string }

/** Digits of any script become 0 to 9; everything else is dropped; a paste replaces what was there. */
export function reduceCode(code: string, event: CodeEvent, length: number): string {
  switch (event.type) {
    case 'input':
      return digitsOf(event.value).slice(0, length)
    case 'paste': {
      const pasted = digitsOf(event.value)
      return pasted === '' ? code : pasted.slice(0, length)
    }
  }
}

function digitsOf(value: string): string {
  return value.normalize('NFKC').replaceAll(/[^0-9]/g, '')
}
