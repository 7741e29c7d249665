// Holds a value that must never be printed, serialised or compared by accident.

const inspectSymbol = Symbol.for('nodejs.util.inspect.custom')

/**
 * A secret string. Printing, JSON and template literals give `[secret]`.
 * Danger: `reveal()` returns the clear text; call it only where it goes on the wire or into the vault.
 */
export class Secret {
  readonly #value: string
  constructor(value: string) {
    this.#value = value
  }
  reveal(): string {
    return this.#value
  }
  toString(): string {
    return '[secret]'
  }
  toJSON(): string {
    return '[secret]'
  }
  [inspectSymbol](): string {
    return '[secret]'
  }
}
