// Tests of what a person may type as a server's address.
import { expect, test } from 'vitest'
import { isLoopbackUrl } from '../../main/http/loopback.ts'
import { parseServerUrl } from '../../main/http/server-url.ts'

test.each([
  ['mcp.example.com/mcp', 'https://mcp.example.com/mcp'],
  ['  https://mcp.example.com  ', 'https://mcp.example.com/'],
  ['localhost:3001/mcp', 'http://localhost:3001/mcp'],
  ['127.0.0.1:8080', 'http://127.0.0.1:8080/'],
  ['[::1]:8080/x', 'http://[::1]:8080/x'],
  ['http://localhost:1/', 'http://localhost:1/'],
  ['example.com:8443', 'https://example.com:8443/'],
  ['bücher.example', 'https://xn--bcher-kva.example/'],
])('[HTTP-07] %s means %s', (typed, url) => {
  expect(parseServerUrl(typed).href).toBe(url)
})

test.each([
  ['', /not an address/],
  ['not a url', /not an address/],
  ['https://', /not an address/],
  [`https://${'a'.repeat(3000)}.example`, /not an address/],
  ['http://mcp.example.com', /only allowed for servers on this computer/],
  ['http://localhost.evil.example', /only allowed for servers on this computer/],
  ['https://user:pass@mcp.example.com', /user name and password/],
  ['https://mcp.example.com/#top', /after #/],
  ['https://mcp.example.com/#', /after #/],
  ['javascript:alert(1)', /Only https/],
  ['file:///etc/passwd', /not an address|Only https/],
  ['ws://localhost:1', /Only https/],
])('[HTTP-07] %s is refused with words', (typed, words) => {
  expect(() => parseServerUrl(typed)).toThrow(words)
})

test.each([
  'http://localhost.',
  'http://localhost.evil.example',
  'http://1270.0.0.1',
  'https://[::2]',
  'nonsense',
  'ws://localhost',
])('[HTTP-02] %s is not this computer', (url) => {
  expect(isLoopbackUrl(url)).toBe(false)
})
test.each([
  'http://localhost',
  'https://127.9.8.7:1/',
  'http://[::1]/',
  'http://0x7f.1/',
  'http://2130706433/',
])('[HTTP-02] %s is this computer', (url) => {
  expect(isLoopbackUrl(url)).toBe(true)
})
