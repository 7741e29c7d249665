// A browser without a window: follows redirects, keeps cookies and presses the button of a form.

/** What a browser keeps between two visits, and how many forms it was asked to fill in. */
export type BrowserMemory = { cookies: Map<string, string>; formsSeen: number }

/** Opens an address, submits each form it meets with `fields`, and returns the loopback redirect. */
export async function signInByBrowser(
  start: string,
  fields: Record<string, string>,
  steps = 20,
  memory: BrowserMemory = { cookies: new Map(), formsSeen: 0 },
): Promise<URL> {
  const { cookies } = memory
  const home = new URL(start).origin
  let url = new URL(start)
  let form: URLSearchParams | null = null
  for (let step = 0; step < steps; step += 1) {
    if (url.origin !== home) return url
    const response: Response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      ...(form ? { method: 'POST', body: form } : {}),
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';')
      const at = pair.indexOf('=')
      cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    const html = await response.text()
    const location = response.headers.get('location')
    form = null
    if (location !== null) url = new URL(location, url)
    else {
      form = buildForm(html, fields)
      memory.formsSeen += 1
      const action = /<form[^>]*action="([^"]+)"/u.exec(html)?.[1]
      if (action !== undefined) url = new URL(action, url)
    }
  }
  throw new Error('the sign-in did not come back')
}

function buildForm(html: string, fields: Record<string, string>): URLSearchParams {
  if (!html.includes('<form')) throw new Error(`no form in: ${html.slice(0, 200)}`)
  const form = new URLSearchParams(fields)
  for (const [input] of html.matchAll(/<input[^>]*>/gu)) {
    const name = /name="([^"]+)"/u.exec(input)?.[1]
    const value = /value="([^"]*)"/u.exec(input)?.[1]
    if (name !== undefined && value !== undefined) form.set(name, value)
    else if (name !== undefined && !form.has(name)) form.set(name, 'alex')
  }
  return form
}
