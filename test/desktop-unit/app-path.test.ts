// Proves that app:// reads only the bundled pages, and says so with the strict policy.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentSecurityPolicy } from '../../main/desktop/app-headers.ts'
import { isInside, resolveAppPath } from '../../main/desktop/app-path.ts'
import { answerAppRequest, registerAppScheme } from '../../main/desktop/app-protocol.ts'

const root = path.resolve('/pages')

describe('the address', () => {
  test('[DSK-01] names a file of its own page', () => {
    const file = (address: string): string | undefined => resolveAppPath(root, address)?.file
    expect(file('app://countersign/')).toBe(path.join(root, 'app', 'index.html'))
    expect(file('app://countersign')).toBe(path.join(root, 'app', 'index.html'))
    expect(file('app://approval/assets/index-B_x1.js?v=1#top')).toBe(
      path.join(root, 'approval', 'assets', 'index-B_x1.js'),
    )
    expect(resolveAppPath(root, 'app://approval/a.css')?.contentType).toBe(
      'text/css; charset=utf-8',
    )
  })

  test.each([
    'app://countersign/../../etc/passwd',
    'app://countersign/%2e%2e/%2e%2e/secret.html',
    'app://countersign/..%2f..%2fsecret.html',
    'app://countersign/a%00.html',
    'app://countersign/a\\..\\..\\b.html',
    'app://countersign/..\\secret.html',
    'app://countersign//etc/passwd',
    'app://countersign/.env.txt',
    'app://countersign/assets/',
    'app://countersign/index',
    'app://countersign/a.exe',
    'app://countersign.evil/index.html',
    'app://user@countersign/index.html',
    'app://countersign:1/index.html',
    'app://COUNTERSIGN/index.html',
    'file:///etc/passwd',
    'https://countersign/index.html',
    `app://countersign/${'a'.repeat(65_536)}.html`,
    'not an address',
  ])('[DSK-01] %s names nothing or stays inside', (address) => {
    const found = resolveAppPath(root, address)
    // The URL parser itself folds plain dots; what is left must be inside.
    if (found !== null) expect(isInside(path.join(root, found.surface), found.file)).toBe(true)
    else expect(found).toBeNull()
  })

  test('[DSK-01] a name that no bundler writes is no file, also inside the folder', () => {
    const strange = [
      '.env.txt',
      'a/.git/x.js',
      '%61.js',
      'a%00.js',
      'a%5cb.js',
      'a b.js',
      '~.js',
      '$a.js',
    ]
    // Dies if: the shape of a segment is not asked.
    expect(strange.map((name) => resolveAppPath(root, `app://countersign/${name}`))).toEqual(
      strange.map(() => null),
    )
  })

  test('[DSK-01] whatever the path, the file lies inside the page folder', () => {
    const segment = fc.oneof(
      fc.constantFrom(
        '..',
        '.',
        '%2e%2e',
        '%2E%2e',
        '%5c',
        '\\',
        '%00',
        '',
        'a',
        'b.js',
        '~',
        '..;',
        '....//',
      ),
      fc.string(),
    )
    fc.assert(
      fc.property(
        fc.array(segment, { maxLength: 8 }),
        fc.constantFrom('countersign', 'approval'),
        (segments, host) => {
          const found = resolveAppPath(root, `app://${host}/${segments.join('/')}`)
          // Dies if: segments are decoded, or joined without their check.
          if (found !== null)
            expect(
              path.relative(path.join(root, found.surface), found.file).split(path.sep),
            ).not.toContain('..')
        },
      ),
      { numRuns: 2_000 },
    )
  })

  test('[DSK-01] a sibling with the same beginning is outside', () => {
    // Dies if: compared with startsWith.
    expect(isInside('/x/ui', '/x/ui-evil/a')).toBe(false)
    expect(isInside('/x/ui', '/x/ui')).toBe(false)
    expect(isInside('/x/ui', '/x/ui/a')).toBe(true)
    expect(isInside('/x/ui', '/x/ui/..a')).toBe(true)
  })
})

describe('the answer', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'countersign-pages-'))
    await mkdir(path.join(folder, 'app'))
    await writeFile(path.join(folder, 'app', 'index.html'), '<h1>page</h1>')
    await writeFile(path.join(folder, 'outside.txt'), 'canary')
    await symlink(path.join(folder, 'outside.txt'), path.join(folder, 'app', 'link.txt'))
  })
  afterAll(() => rm(folder, { recursive: true }))
  const ask = (url: string, method = 'GET'): Promise<Response> =>
    answerAppRequest(folder, { method, url })

  test('[DSK-02] a page and an error carry the same policy', async () => {
    const answers = [
      await ask('app://countersign/'),
      await ask('app://countersign/missing.js'),
      await ask('app://evil/'),
    ]
    expect(answers.map((answer) => answer.status)).toEqual([200, 404, 404])
    for (const { headers } of answers) {
      expect(headers.get('content-security-policy')).toBe(contentSecurityPolicy)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
    expect(await answers[0]?.text()).toBe('<h1>page</h1>')
  })

  test('[DSK-02] the policy allows nothing by default and nothing inline', () => {
    const directives = contentSecurityPolicy.split('; ')
    expect(directives).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "frame-src 'none'",
        "require-trusted-types-for 'script'",
      ]),
    )
    // Dies if: an unsafe source is added.
    expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|https?:|blob:/)
  })

  test('[DSK-01] a link that leads out, and another method, find nothing', async () => {
    // Dies if: realpath is dropped.
    expect((await ask('app://countersign/link.txt')).status).toBe(404)
    expect((await ask('app://countersign/', 'POST')).status).toBe(404)
  })

  // Dies if: the scheme gets one more privilege: bypassCSP, supportFetchAPI, corsEnabled.
  test('[DSK-03] the scheme is standard and secure, and nothing else', () => {
    const registered: unknown[] = []
    registerAppScheme({
      registerSchemesAsPrivileged: (schemes) => void registered.push(...schemes),
    })
    expect(registered).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true } }])
  })
})
