// A raw HTTP request, so that a test can be a browser's navigation or forge every header.
import { request } from 'node:http'

export interface Hit {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** Sends nothing but what it is told (`fetch` would add `sec-fetch-mode: cors`). */
export function hit(
  url: string | URL,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<Hit> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent: false, ...options }, (response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => (body += chunk.toString()))
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
      })
    })
    sent.on('error', reject)
    sent.end()
  })
}
