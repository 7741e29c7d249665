// English texts of tools: what a server lists, what became of it, and what is done while a call is under way.
export const toolTexts = {
  'tools.endless':
    '{host} lists its tools without an end. Countersign stopped after {count}; the others cannot be used.',
}
