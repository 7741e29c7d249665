// What a person sees on the page, measured: runs inside the page, so it uses nothing from outside its own body.

export interface Sighting {
  /** Decoded text of every box for words of others, in order. */
  readonly boxes: readonly string[]
  /** Decoded exact values of the argument rows, as main made them visible. */
  readonly values: readonly string[]
  /** Everything the card itself says, without clocks. */
  readonly ownText: string
  /** Elements outside the boxes. */
  readonly ownElements: number
  /** What is displayed otherwise than it stands: reordered, hidden, cut or outside the scrolled area. */
  readonly faults: readonly string[]
}

/** Put on the window by an init script as `sight`. */
export function installSight(): void {
  const isBox = (node: Node): node is HTMLElement =>
    node instanceof HTMLElement && node.classList.contains('untrusted')
  const decodeMark = (name: string): string => {
    if (name.startsWith('⟦')) return name
    if (name === 'tab') return '\t'
    const run = /^(\d+) (spaces|line breaks)$/.exec(name)
    if (run) return (run[2] === 'spaces' ? ' ' : '\n').repeat(Number(run[1]))
    return name.replaceAll(
      /(tab|U\+([0-9A-F]+))(?: ×(\d+))? ?/g,
      (_, whole: string, hex: string, times?: string) =>
        (whole === 'tab' ? '\t' : String.fromCodePoint(Number.parseInt(hex, 16))).repeat(
          Number(times ?? 1),
        ),
    )
  }
  /** What the box says, from its nodes; a break after "500 line breaks" belongs to it. */
  const decode = (box: Element): string => {
    let text = ''
    let skipBreak = false
    for (const node of box.childNodes) {
      if (node instanceof HTMLBRElement) {
        if (!skipBreak) text += '\n'
        skipBreak = false
      } else if (node instanceof HTMLElement && node.classList.contains('invisible')) {
        const mark = decodeMark(node.textContent ?? '')
        skipBreak = mark.startsWith('\n')
        text += mark
      } else {
        text += node.textContent ?? ''
        if (node.textContent !== '') skipBreak = false
      }
    }
    return text
  }
  const clipsOf = (element: Element): DOMRect[] => {
    const clips: DOMRect[] = []
    for (let at: Element | null = element; at; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at)
      // What is beyond the edge of a scrolled area can be scrolled to.
      if (overflowY === 'auto' || overflowY === 'scroll') break
      if (overflowX !== 'visible' || overflowY !== 'visible') clips.push(at.getBoundingClientRect())
    }
    return clips
  }
  const rtl =
    /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]|[\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}\u07C0-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF]/u
  // Letters that always take room of their own; others may join with their neighbours.
  const roomy =
    /[ \p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Han}0-9!-/:-@[-`{-~]/u
  const faultsOf = (box: HTMLElement): string[] => {
    const faults: string[] = []
    const clips = clipsOf(box)
    const scroller = box.closest('.card-scroll') ?? document.documentElement
    const area = scroller.getBoundingClientRect()
    const ordered = box.classList.contains('bytes') || !rtl.test(box.textContent ?? '')
    const range = document.createRange()
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT)
    let last: DOMRect | null = null
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent ?? ''
      const unmarked =
        /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u115F\u1160\u2800\u3164\uFFA0\uFE00-\uFE0F]/u.exec(
          text,
        )
      if (unmarked) faults.push(`unmarked: ${JSON.stringify(unmarked[0])}`)
      let at = 0
      for (const character of text) {
        range.setStart(node, at)
        range.setEnd(node, at + character.length)
        at += character.length
        if (/\p{M}/u.test(character)) continue
        const rect = range.getBoundingClientRect()
        const name = `${JSON.stringify(character)} of ${JSON.stringify(text.slice(0, 40))}`
        if (rect.width === 0 || rect.height === 0) {
          if (roomy.test(character)) faults.push(`no room for ${name}`)
          continue
        }
        if (rect.left < area.left - 1 || rect.right > area.right + 1)
          faults.push(`outside: ${name}`)
        for (const clip of clips) {
          const inside =
            rect.left >= clip.left - 2 &&
            rect.right <= clip.right + 2 &&
            rect.bottom <= clip.bottom + 6 &&
            rect.top >= clip.top - 6
          if (!inside) faults.push(`clipped: ${name}`)
        }
        if (last) {
          const sameLine =
            Math.abs((rect.top + rect.bottom) / 2 - (last.top + last.bottom) / 2) <
            Math.min(rect.height, last.height) * 0.6
          if (ordered && sameLine && rect.left < last.left - 0.6) faults.push(`reordered: ${name}`)
          if (!sameLine && rect.bottom < last.top) faults.push(`above what stands before: ${name}`)
        }
        last = rect
      }
    }
    return faults
  }
  const ownOf = (): HTMLElement => {
    const copy = document.body.cloneNode(true) as HTMLElement
    for (const box of copy.querySelectorAll('.untrusted')) box.replaceChildren()
    for (const each of copy.querySelectorAll('[role=timer], [aria-hidden=true], [role=status]'))
      each.remove()
    return copy
  }
  const valueOf = (row: Element): string => {
    const lines = row.querySelectorAll(':scope > .row-value > .exact-text > .exact-line')
    if (lines.length > 0) {
      return Array.from(lines, (line) => {
        const box = line.querySelector('.untrusted')
        if (box) return decode(box)
        return '\n'.repeat(Number.parseInt(line.textContent ?? '', 10) - 1)
      }).join('⟦U+000A⟧\n')
    }
    const boxes = row.querySelectorAll(
      ':scope > .row-value > .row-exact > .mono .untrusted, :scope > .row-value > .exact-text > .untrusted',
    )
    return Array.from(boxes, decode).join('')
  }
  const sight = (): Sighting => {
    for (const details of document.querySelectorAll('details')) details.open = true
    const boxes = Array.from(document.querySelectorAll('.untrusted')).filter(isBox)
    const own = ownOf()
    return {
      boxes: boxes.map(decode),
      values: Array.from(document.querySelectorAll('.row'), valueOf),
      ownText: (own.textContent ?? '').replaceAll(/\s+/g, ' '),
      ownElements: own.querySelectorAll('*').length,
      faults: boxes
        // What is only spoken has no place on the screen.
        .filter((box) => box.closest('.visually-hidden') === null)
        .flatMap(faultsOf)
        .slice(0, 5),
    }
  }
  Object.assign(globalThis, { sight })
}
