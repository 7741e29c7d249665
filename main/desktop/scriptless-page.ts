// What pages of ours that run no script at all are sent with, and how text gets into them.
import { createHash } from 'node:crypto'

/** The headers of a page whose one style sheet is exactly `style`; nothing else may be loaded, run or sent. */
export function buildScriptlessHeaders(style: string): Record<string, string> {
  const styleHash = createHash('sha256').update(style).digest('base64')
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': [
      "default-src 'none'",
      `style-src 'sha256-${styleHash}'`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  }
}

/** Safe as text and inside a quoted attribute. */
export function escapeHtml(value: string): string {
  return value.replaceAll(/[&<>"']/g, (character) => `&#${String(character.codePointAt(0))};`)
}
