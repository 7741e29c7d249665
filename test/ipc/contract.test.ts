// Proves what the contract itself promises: no verb of the app widens, nothing that goes out looks like a secret.
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { contract } from '../../shared/contract.ts'
import { events } from '../../shared/events.ts'
import { allVerbs } from './harness.ts'

/** Names of fields that hold a secret somewhere in the protocols or the vault. */
const secretName =
  /token|secret|password|passphrase|verifier|assertion|proof|private|credential|auth_?session|deferral_?code|authorization_?code|device_?code|(^|_)code$|otp|jwk|api_?key|cookie|refresh/i
/** Names that match but say only something about the thing. Each was looked at. */
const harmless = new Set<string>([
  '.secretsSurviveRestart',
  // Switches of an authorization server: true or false.
  '.issuers.options.clientCredentials',
  '.issuers.options.deferralCodeAsLoginHint',
])

function fieldNames(schema: z.ZodType, path = ''): string[] {
  const json = z.toJSONSchema(schema, { unrepresentable: 'any' })
  return collect(json, path)
}

function collect(node: unknown, path: string): string[] {
  if (Array.isArray(node)) return node.flatMap((item) => collect(item, path))
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) => {
    if (key !== 'properties' || typeof value !== 'object' || value === null)
      return collect(value, path)
    return Object.entries(value).flatMap(([name, inner]) => [
      `${path}.${name}`,
      ...collect(inner, `${path}.${name}`),
    ])
  })
}

function suspicious(names: readonly string[]): string[] {
  return names.filter(
    (name) => secretName.test(name.split('.').at(-1) ?? '') && !harmless.has(name),
  )
}

describe('the contract', () => {
  test('[IPC-08] no verb of the app window widens', () => {
    const widening = allVerbs.filter((verb) => contract[verb].widens)
    expect(widening.map((verb) => contract[verb].surface)).toEqual(widening.map(() => 'approval'))
    expect(widening.sort()).toEqual([
      'approval.answer',
      'approval.approve',
      'approval.approve-group',
      'approval.copy-secret',
      'approval.read-secret',
    ])
    // Dies if: a verb that approves, allows or trusts is added for the app window.
    const named = allVerbs.filter(
      (verb) =>
        contract[verb].surface === 'app' &&
        /approve|allow|trust|grant|widen|confirm|answer/.test(verb),
    )
    expect(named.every((verb) => /\.(ask|stop)-/.test(verb))).toBe(true)
  })

  test('[VIEW-08] the app window can hand over no secret of a client and turn on no way to sign in', () => {
    // Dies if: a secret is typed on the page that shows model output, or a way is switched without the approval view.
    const inputs = allVerbs
      .filter((verb) => contract[verb].surface === 'app')
      .flatMap((verb) => fieldNames(contract[verb].input))
    expect(suspicious(inputs)).toEqual([])
    const switched = contract['issuer.switch'].input.shape.option.options
    expect(switched).not.toContain('clientCredentials')
    expect(switched).not.toContain('cibaLoginHint')
    expect(switched).not.toContain('identityProvider')
    const good = { connectionId: 'c', issuer: 'https://id.example', authentication: 'none' }
    const { input } = contract['issuer.ask-client']
    expect(input.safeParse({ ...good, clientId: 'app' }).success).toBe(true)
    for (const clientId of ['', 'a b', 'a\r\nb', 'é', 'x'.repeat(2_001)]) {
      expect(input.safeParse({ ...good, clientId }).success).toBe(false)
    }
    expect(input.safeParse({ ...good, clientId: 'app', secret: 's' }).success).toBe(false)
  })

  test.each(allVerbs)('[IPC-07] %s: no field of its result is named like a secret', (verb) => {
    // Dies if: an agent's secret comes by any other verb, or to the page that shows model output.
    const asked = verb === 'approval.read-secret' ? ['.secret'] : []
    expect(suspicious(fieldNames(contract[verb].output))).toEqual(asked)
    if (asked.length > 0) expect(contract[verb].surface).toBe('approval')
  })

  test('[IPC-07] no field of an event is named like a secret', () => {
    for (const event of Object.values(events))
      expect(suspicious(fieldNames(event.payload))).toEqual([])
  })

  test('[IPC-07] the walk finds a planted secret, however deep', () => {
    const planted = z.object({
      rows: z.array(z.union([z.null(), z.object({ accessToken: z.string() })])),
    })
    expect(suspicious(fieldNames(planted))).toEqual(['.rows.accessToken'])
    expect(fieldNames(contract['overview.load'].output).length).toBeGreaterThan(80)
  })

  test('[IPC-05] every input object is closed: an extra key is refused', () => {
    for (const verb of allVerbs) {
      const json = z.toJSONSchema(contract[verb].input, { io: 'input' })
      expect([verb, json.additionalProperties]).toEqual([verb, false])
    }
  })
})
