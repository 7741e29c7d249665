// Gives each operation a name that every model and client takes, and that no other operation has.

const longest = 64

export interface ToolNames {
  /** The same operations in the same order get the same names. */
  pick(operationId: string | null, method: string, path: string): string
}

export function createToolNames(): ToolNames {
  const taken = new Set<string>()
  /** The next number to try, so that a document of nothing but one name is no work without end. */
  const next = new Map<string, number>()
  return {
    pick: (operationId, method, path) => {
      const base =
        clean(operationId ?? '') || clean(`${method.toLowerCase()} ${path}`) || 'operation'
      let name = base
      let count = next.get(base) ?? 2
      for (; taken.has(name); count += 1) {
        const end = `_${count}`
        name = base.slice(0, longest - end.length) + end
      }
      next.set(base, count)
      taken.add(name)
      return name
    },
  }
}

function clean(name: string): string {
  return name
    .replaceAll(/[^A-Za-z0-9_-]+/g, '_')
    .replaceAll(/^_+|(?<!_)_+$/g, '')
    .slice(0, longest)
}
