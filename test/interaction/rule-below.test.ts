// Proves that a path or address counts as below another only by whole names and plain spelling.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { folderOf, isBelow } from '../../main/interaction/rule-below.ts'

describe('below', () => {
  it.each([
    ['/a/b/c', '/a/b'],
    ['/a/b/c', '/a/b/'],
    ['/a/b/c/d e.txt', '/a/b'],
    ['/a/.hidden/x', '/a'],
    ['docs/x.md', 'docs'],
    ['docs/a%20b/x.md', 'docs/a%20b'],
    ['docs/..x/y', 'docs'],
    ['C:\\Users\\ada\\x.txt', 'C:\\Users\\ada'],
    ['c:/Users/ada/x.txt', 'C:\\Users\\ada\\'],
    ['https://x.example/a/b/c', 'https://x.example/a/b'],
    ['https://x.example/a', 'https://x.example'],
    ['https://x.example/a%20b/c', 'https://x.example/a%20b/'],
    ['http://x.example:8080/a/b', 'http://x.example:8080/a'],
    ['/anything', '/'],
  ])('[RULE-04] %s lies below %s', (value, prefix) => {
    expect(isBelow(value, prefix)).toBe(true)
  })

  it.each([
    // The same start of a longer name, and the folder itself.
    ['/a/bc', '/a/b'],
    ['/a/b', '/a/b'],
    ['/a/b/', '/a/b'],
    ['/a', '/a/b'],
    ['https://x.example/ab', 'https://x.example/a'],
    // Up again.
    ['/a/b/../../etc/passwd', '/a/b'],
    ['/a/b/./c', '/a/b'],
    ['/a/b//c', '/a/b'],
    ['/a/b/..;/c', '/a/b'],
    ['/a/b/..\\c', '/a/b'],
    ['/a/b/．．/c', '/a/b'],
    ['/a/b/c\u2215..\u2215d', '/a/b'],
    ['/a/b/\u0000c', '/a/b'],
    ['/a/b/c\nd', '/a/b'],
    ['/a/b/\u202ec', '/a/b'],
    ['/a/b/$HOME', '/a/b'],
    ['/a/b/*', '/a/b'],
    ['/a/b/`x`', '/a/b'],
    ['/a/b/.. /c', '/a/b'],
    ['/a/b/. ./c', '/a/b'],
    ['/a/b/.../c', '/a/b'],
    ['/a/b/.\u00ad./c', '/a/b'],
    ['/a/b/\u206a/c', '/a/b'],
    ['/a/b/%2e%2e/c', '/a/b'],
    ['/a/b/..%2fc', '/a/b'],
    ['/a/b/%252e%252e/c', '/a/b'],
    ['C:\\a\\%2e%2e\\b', 'C:\\a'],
    // Not the same kind of path.
    ['a/b/c', '/a/b'],
    ['/a/b/c', 'a/b'],
    ['../a/b/c', 'a/b'],
    ['C:\\a\\b', '/a'],
    ['D:\\a\\b', 'C:\\a'],
    ['C:\\a\\b.\\c', 'C:\\a'],
    ['C:\\a\\b \\c', 'C:\\a'],
    ['C:\\a\\b:stream', 'C:\\a'],
    ['C:b', 'C:\\'],
    ['\\\\server\\share\\x', '/'],
    // Addresses: another scheme, host, port or user, and every way to write one that reads otherwise.
    ['http://x.example/a/b', 'https://x.example/a'],
    ['https://x.example:444/a/b', 'https://x.example/a'],
    ['https://x.example.evil/a/b', 'https://x.example/a'],
    ['https://x.example@evil.example/a/b', 'https://x.example/a'],
    ['https://x.example:x@evil.example/a/b', 'https://x.example/a'],
    ['https://evil.example/https://x.example/a/b', 'https://x.example/a'],
    ['https://x.example/a/../b/c', 'https://x.example/a'],
    ['https://x.example/a/%2e%2e/b', 'https://x.example/a'],
    ['https://x.example/a/%2E./b', 'https://x.example/a'],
    ['https://x.example/a/%252e%252e/b', 'https://x.example/a'],
    ['https://x.example/a/..%2fb', 'https://x.example/a'],
    ['https://x.example/a/b%5c..', 'https://x.example/a'],
    ['https://x.example/a/%00b', 'https://x.example/a'],
    ['https://x.example/a/%zz', 'https://x.example/a'],
    ['https://x.example/a/%c0%ae%c0%ae/b', 'https://x.example/a'],
    ['https:\\\\x.example\\a\\b', 'https://x.example/a'],
    ['https://X.example/a/b', 'https://x.example/a'],
    ['https://x.example./a/b', 'https://x.example/a'],
    ['https://x.example:443/a/b', 'https://x.example/a'],
    ['\thttps://x.example/a/b', 'https://x.example/a'],
    ['https://x.exa\nmple/a/b', 'https://x.example/a'],
    ['https://x.example/a/b?path=../..', 'https://x.example/a'],
    ['https://x.example/a/b#c', 'https://x.example/a'],
    ['//x.example/a/b', 'https://x.example/a'],
    ['file:///a/b/c', '/a/b'],
    ['file:///a/b/c', 'file:///a/b'],
    ['javascript:/a/b', '/a'],
    ['', ''],
    ['x', ''],
    [`/a/${'b/'.repeat(3_000)}c`, '/a'],
  ])('[RULE-04] %j does not lie below %j', (value, prefix) => {
    // Dies if: prefixes are compared as text, or an address is read more kindly than a server may.
    expect(isBelow(value, prefix)).toBe(false)
  })

  it('[RULE-04] whatever lies below also lies below after a reader has resolved it', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      '..',
      '.',
      '%2e%2e',
      '',
      'c d',
      '\\',
      '?',
      '#',
      ';',
      '@',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const value = `https://x.example/a/${pieces.join('/')}`
        if (!isBelow(value, 'https://x.example/a')) return
        const url = new URL(value)
        expect(url.host).toBe('x.example')
        expect(decodeURIComponent(url.pathname).startsWith('/a/')).toBe(true)
        expect(url.href).toBe(value)
      }),
      { numRuns: Number(process.env['COUNT'] ?? 2_000) },
    )
  })

  it('[RULE-04] the folder that is offered is where the value lies', () => {
    expect(folderOf('/a/b/c.txt')).toBe('/a/b/')
    expect(folderOf('https://x.example/a/b')).toBe('https://x.example/a/')
    expect(folderOf('C:\\a\\b')).toBe('C:\\a\\')
    expect(folderOf('plain words')).toBe(null)
    expect(folderOf('/a/../b')).toBe(null)
    expect(folderOf('and/or')).toBe('and/')
  })
})
