// What a preload puts on the window; each page knows its own kind.
declare global {
  interface Window {
    readonly countersign: unknown
  }
}
export {}
