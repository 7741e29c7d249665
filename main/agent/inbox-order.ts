// Keeps entries of the inbox sorted while they come and go: a search and a move of memory, never a sort.
import { compareEntries, type InboxEntry } from './inbox-entry.ts'

export class InboxOrder {
  /** Soonest end first. Read only. */
  readonly entries: InboxEntry[] = []

  add(entry: InboxEntry): void {
    this.entries.splice(this.#placeOf(entry), 0, entry)
  }

  /** Does nothing where it is not kept. */
  remove(entry: InboxEntry): void {
    const place = this.#placeOf(entry)
    if (this.entries[place] === entry) this.entries.splice(place, 1)
  }

  /** The first place whose entry does not come before this one. */
  #placeOf(entry: InboxEntry): number {
    let [from, to] = [0, this.entries.length]
    while (from < to) {
      const middle = (from + to) >>> 1
      const other = this.entries[middle]
      if (other !== undefined && compareEntries(other, entry) < 0) from = middle + 1
      else to = middle
    }
    return from
  }
}
