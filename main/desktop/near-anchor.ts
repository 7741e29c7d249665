// Where the small window comes up: beside what the person pressed, wholly inside the work area of that display.
import type { BaseWindow } from 'electron'
import type { ElectronMain } from './desktop-options.ts'
import type { Rectangle, Size } from './pane-bounds.ts'

/** Between the window and what it stands beside, and the edge of the display. In DIP. */
const margin = 8

/**
 * All in DIP of the whole desktop, whose coordinates may be negative. Below the anchor in the upper half of its
 * display, else above it, so that nothing comes up under the pointer where there is room. Null without a display.
 */
export function placeNear(
  anchor: Rectangle,
  size: Size,
  workAreas: readonly Rectangle[],
): Rectangle | null {
  const area = nearestArea(anchor, workAreas)
  if (area === null) return null
  const isUpper = centreOf(anchor).y < centreOf(area).y
  const y = isUpper ? anchor.y + anchor.height + margin : anchor.y - size.height - margin
  const x = Math.round(centreOf(anchor).x - size.width / 2)
  return fitInto({ x, y, ...size }, area)
}

/** Moved and, where it must, made smaller until it is inside. Null without a display. */
export function keepInside(window: Rectangle, workAreas: readonly Rectangle[]): Rectangle | null {
  const area = nearestArea(window, workAreas)
  return area === null ? null : fitInto(window, area)
}

function fitInto(wanted: Rectangle, area: Rectangle): Rectangle {
  const width = Math.min(wanted.width, area.width)
  const height = Math.min(wanted.height, area.height)
  return {
    x: clamp(wanted.x, area.x, area.x + area.width - width),
    y: clamp(wanted.y, area.y, area.y + area.height - height),
    width,
    height,
  }
}

/** The one that holds the middle of the rectangle, else the one that is nearest to it. */
function nearestArea(one: Rectangle, areas: readonly Rectangle[]): Rectangle | null {
  const { x, y } = centreOf(one)
  const distance = (area: Rectangle): number =>
    Math.hypot(
      x - clamp(x, area.x, area.x + area.width - 1),
      y - clamp(y, area.y, area.y + area.height - 1),
    )
  return areas.reduce<Rectangle | null>(
    (best, area) => (best === null || distance(area) < distance(best) ? area : best),
    null,
  )
}

const centreOf = ({ x, y, width, height }: Rectangle) => ({ x: x + width / 2, y: y + height / 2 })

const clamp = (value: number, from: number, to: number): number =>
  Math.min(Math.max(value, from), Math.max(to, from))

type Screen = Pick<
  ElectronMain['screen'],
  'getAllDisplays' | 'getCursorScreenPoint' | 'on' | 'removeListener'
>

/** Before the window is shown: beside the tray icon where the desktop tells where that is, else beside the pointer. */
export function placeBeside(window: BaseWindow, screen: Screen, tray: Rectangle): void {
  const pointer = { ...screen.getCursorScreenPoint(), width: 0, height: 0 }
  const anchor = tray.width > 0 && tray.height > 0 ? tray : pointer
  const { width, height } = window.getBounds()
  const place = placeNear(anchor, { width, height }, areasOf(screen))
  if (place !== null) window.setBounds(place)
}

/** A display that goes away, or changes its size, leaves no window where nobody sees it. */
export function followDisplays(window: BaseWindow, screen: Screen): void {
  const onChange = (): void => {
    const place = window.isDestroyed() ? null : keepInside(window.getBounds(), areasOf(screen))
    if (place !== null) window.setBounds(place)
  }
  screen.on('display-removed', onChange)
  screen.on('display-metrics-changed', onChange)
  window.on('closed', () => {
    screen.removeListener('display-removed', onChange)
    screen.removeListener('display-metrics-changed', onChange)
  })
}

const areasOf = (screen: Pick<Screen, 'getAllDisplays'>): Rectangle[] =>
  screen.getAllDisplays().map(({ workArea }) => workArea)
