// Where a pane named in CSS pixels of the app page lies in its window, and whether it is big enough to be read.

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
export interface Size {
  readonly width: number
  readonly height: number
}

/** Smaller than this, a page cannot show what it asks: it does not count as shown. In DIP. */
export const smallestReadable: Size = { width: 300, height: 240 }

/**
 * CSS pixels times the page's zoom factor give the window's DIP. Clipped to the window, so that no part of
 * the pane is ever outside it.
 */
export function placeInWindow(css: Rectangle, zoomFactor: number, window: Size): Rectangle {
  const left = clamp(Math.round(css.x * zoomFactor), window.width)
  const top = clamp(Math.round(css.y * zoomFactor), window.height)
  const right = clamp(Math.round((css.x + css.width) * zoomFactor), window.width)
  const bottom = clamp(Math.round((css.y + css.height) * zoomFactor), window.height)
  return { x: left, y: top, width: right - left, height: bottom - top }
}

export function isReadable(size: Size): boolean {
  return size.width >= smallestReadable.width && size.height >= smallestReadable.height
}

export function isSameRectangle(one: Rectangle, other: Rectangle): boolean {
  return (
    one.x === other.x &&
    one.y === other.y &&
    one.width === other.width &&
    one.height === other.height
  )
}

function clamp(value: number, max: number): number {
  return Math.min(Math.max(value, 0), Math.max(max, 0))
}
