// Applies the person's choice of light or dark to every page and window.
import type { BaseWindow, NativeTheme } from 'electron'
import type { Settings } from '../../shared/model/settings.ts'
import { pageBackground } from './app-window.ts'

/** Sets the theme and repaints what lies behind the pages. */
export function applyAppearance(
  nativeTheme: Pick<NativeTheme, 'themeSource' | 'shouldUseDarkColors'>,
  appearance: Settings['appearance'],
  windows: readonly BaseWindow[],
): void {
  nativeTheme.themeSource = appearance
  const background = pageBackground(nativeTheme.shouldUseDarkColors)
  for (const window of windows) if (!window.isDestroyed()) window.setBackgroundColor(background)
}
