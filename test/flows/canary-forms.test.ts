// Proves that no token, key or code is on the disk in any form after a whole story, and that the search would find it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { decide } from '../sandbox/control.ts'
import { findEncodedSecrets, listOwnSecrets, readPlaces, unpackPlaces } from './canary.ts'
import { withFlow } from './engine-harness.ts'

const canary = 'canary~token+7f3a/9Zq.Xy'
const forms: Readonly<Record<string, (value: string) => Buffer>> = {
  clear: (value) => Buffer.from(`text ${value} text`),
  hex: (value) => Buffer.from(`x'${Buffer.from(value).toString('hex')}'`),
  HEX: (value) => Buffer.from(Buffer.from(value).toString('hex').toUpperCase()),
  'base64 at the start of a text': (value) =>
    Buffer.from(Buffer.from(`${value} and more`).toString('base64')),
  'base64 in a text': (value) => Buffer.from(Buffer.from(`a${value} and more`).toString('base64')),
  'base64url in a text': (value) =>
    Buffer.from(Buffer.from(`ab${value} and more`).toString('base64url')),
  'UTF-16': (value) => Buffer.from(`wide ${value}`, 'utf16le'),
  'big-endian UTF-16': (value) => Buffer.from(`wide ${value}`, 'utf16le').swap16(),
  reversed: (value) => Buffer.from([...value].toReversed().join('')),
  'percent-encoded': (value) => Buffer.from(`?token=${encodeURIComponent(value)}&x=1`),
  'packed by gzip': (value) =>
    Buffer.concat([Buffer.from('head'), gzipSync(`{"token":"${value}"}`)]),
}

// Dies if: a form is dropped from the search.
test.each(Object.keys(forms))('[CRS-14] the search finds a secret that is %s', (form) => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-forms-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'file'), forms[form]?.(canary) ?? '')
  const places = readPlaces(folder)
  const all = new Map([...places, ...unpackPlaces(places)])
  expect(findEncodedSecrets([{ kind: 'canary', value: canary }], all)).not.toEqual([])
  expect(findEncodedSecrets([{ kind: 'other', value: 'another-secret-value' }], all)).toEqual([])
})

// Dies if: a token is stored, logged or cached in clear, in whatever form.
test('[CRS-14] after a whole story no secret is on the disk in any form', () =>
  withFlow(async (flow) => {
    const { person, sandbox } = flow
    await person.connectBank()
    const call = await person.giveAndApprove('Pay 1200 EUR to Nordlicht', 'pay', '1200')
    await person.deferral(call)
    const held = await listOwnSecrets(flow.engine)
    decide(sandbox.world, {}, true)
    expect((await person.end(call)).state).toBe('done')
    held.push(...(await listOwnSecrets(flow.engine)))
    const secrets = [...sandbox.world.record.secrets.values(), ...held]
    expect(secrets.length).toBeGreaterThan(5)
    const own = readPlaces(flow.folder)
    const all = new Map([...own, ...unpackPlaces(own)])
    expect(findEncodedSecrets(secrets, all)).toEqual([])
  }))
