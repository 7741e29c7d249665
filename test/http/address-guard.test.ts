// Attacks the address guard with every spelling of a private address, and with names that change their answer.
import { expect, test } from 'vitest'
import {
  buildGuardedLookup,
  isAllowedAddress,
  validateLiteralAddress,
  type ResolvedAddress,
} from '../../main/http/address-guard.ts'
import { createGuardedFetch } from '../../main/http/guarded-fetch.ts'
import { createSystemClock } from '../../main/system-clock.ts'
import { startScriptedServer } from './scripted-server.ts'

const clock = createSystemClock()
const list = (words: string): string[] => words.trim().split(/\s+/)
const blocked = { code: 'http/blocked_address', detail: { sent: false } }

// Dies if: the special-purpose list loses an entry, or an address is judged by its text.
test.each(
  list(`
  0.0.0.0 10.255.255.255 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1
  172.31.255.255 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.51.100.1
  203.0.113.1 224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:7f00:1
  ::ffff:0:7f00:1 ::127.0.0.1 ::ffff:93.184.216.34 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe
  64:ff9b::10.0.0.1 64:ff9b:: 64:ff9b:1::1 100::1 2001::1 2001:0:4136:e378::1 2001:db8::1
  2002:7f00:1::1 2002:a00:1::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0
  2600::1%eth0 fec0::1 ff02::1 4000::1 localhost 127.1 0x7f.1
`),
)('[HTTP-03] %s is no public address', (address) => {
  expect(isAllowedAddress('bank.example', address)).toBe(false)
})

test.each(
  list(`
  93.184.216.34 1.1.1.1 172.32.0.1 100.128.0.1 2606:2800:220:1::1 2a00:1450::1
  64:ff9b::5db8:d822 64:ff9b::93.184.216.34
`),
)('[HTTP-03] %s is a public address', (address) => {
  expect(isAllowedAddress('bank.example', address)).toBe(true)
})

// Dies if: a name that means this computer may lead elsewhere.
test('[HTTP-03] a loopback name leads to loopback and nowhere else', () => {
  for (const address of ['127.0.0.1', '127.8.9.1', '::1'])
    expect(isAllowedAddress('localhost', address)).toBe(true)
  for (const address of ['10.0.0.1', '93.184.216.34', 'fe80::1'])
    expect(isAllowedAddress('localhost', address)).toBe(false)
})

// Dies if: the literal check is left out: a socket looks up no number.
test.each(
  list(`
  https://169.254.169.254/ https://0xa9fea9fe/ https://2852039166/ https://0251.0376.0251.0376/
  https://0xa9.254.43518/ https://169.254.169.254./ https://10.1/ https://012.0.0.1/ https://0/
  https://[::ffff:a9fe:a9fe]/ https://[::ffff:169.254.169.254]/ https://[64:ff9b::a9fe:a9fe]/
  https://[2002:a9fe:a9fe::]/ https://[::ffff:127.0.0.1]/ https://[::]/ https://[fd00:ec2::254]/
  https://①⑥⑨.254.169.254/ https://169。254。169。254/
`),
)('[HTTP-03] the address %s is refused by its number', (address) => {
  expect(() => validateLiteralAddress(new URL(address))).toThrow('private or reserved')
})

// Dies if: the fetch asks only `isAllowedUrl`, and nobody looks where the name leads.
test.each(
  list(`
  https://localhost./ https://app.localhost/ https://metadata.google.internal/
  https://127.0.0.1.nip.example/ https://localtest.example/
`),
)('[HTTP-03] the name %s is refused for where it leads', async (address) => {
  const fetch = createGuardedFetch({
    clock,
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
  })
  await expect(fetch(address)).rejects.toMatchObject(blocked)
})

// Dies if: the host is read from anything but the parsed URL, or credentials in an address are sent.
test.each(
  list(`
  https://bank.example@127.0.0.1/ https://user:password@bank.example/ https://@/ https://
  https://bank.example:443@169.254.169.254/ https://[fe80::1%25eth0]/ //bank.example bank
  https://127.0.0.1%00.bank.example/ javascript:alert(1) file:///etc/passwd data:text/plain,x
  blob:https://bank.example/1
`),
)('[HTTP-02] [HTTP-03] %s is no address to send to', async (address) => {
  let connections = 0
  const resolve = async (): Promise<ResolvedAddress[]> => {
    connections += 1
    return [{ address: '127.0.0.1', family: 4 }]
  }
  await expect(createGuardedFetch({ clock, resolve })(address)).rejects.toMatchObject(blocked)
  expect(connections).toBe(0)
})

// Dies if: the answer of an earlier look-up is trusted for a later connection.
test('[HTTP-03] a name that changes its answer is judged at each connection', async () => {
  const server = await startScriptedServer((_request, response) => {
    response.setHeader('connection', 'close').end('hello')
  })
  const answers = ['127.0.0.1', '10.0.0.1', '127.0.0.1']
  const resolve = async (): Promise<ResolvedAddress[]> => [
    { address: answers.shift() ?? '10.0.0.1', family: 4 },
  ]
  const fetch = createGuardedFetch({ clock, resolve })
  const url = server.origin.replace('127.0.0.1', 'localhost')
  expect(await (await fetch(url)).text()).toBe('hello')
  await expect(fetch(url)).rejects.toMatchObject(blocked)
  expect(await (await fetch(url)).text()).toBe('hello')
  expect(server.seen).toHaveLength(2)
  await server.stop()
})

// Dies if: the look-up answers with addresses of a second resolution that nobody checked.
test('[HTTP-03] what the socket is given is what was checked, in one look-up', async () => {
  let asked = 0
  const lookup = buildGuardedLookup(async () => {
    asked += 1
    return asked === 1
      ? [{ address: '93.184.216.34', family: 4 }]
      : [{ address: '127.0.0.1', family: 4 }]
  })
  const look = (all: boolean): Promise<unknown> =>
    new Promise((resolve, reject) => {
      lookup('bank.example', { all }, (error, address) =>
        error ? reject(error) : resolve(address),
      )
    })
  expect(await look(true)).toEqual([{ address: '93.184.216.34', family: 4 }])
  expect(asked).toBe(1)
  await expect(look(false)).rejects.toMatchObject(blocked)
})
