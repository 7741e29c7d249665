// The page the browser shows when it has come back: static, without script, without anything from the request.
import { currentLanguage, text } from '../../shared/catalogue/text.ts'

/** Complete HTML. Nothing of the request is in it. */
export function buildRedirectPage(done: boolean): string {
  const title = text(done ? 'oauth.page_done_title' : 'oauth.page_failed_title')
  const body = text(done ? 'oauth.page_done_body' : 'oauth.page_failed_body')
  return [
    `<!doctype html><html lang="${currentLanguage()}"><head><meta charset="utf-8">`,
    `<title>${escape(title)}</title></head>`,
    `<body><h1>${escape(title)}</h1><p>${escape(body)}</p></body></html>`,
  ].join('')
}

function escape(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
