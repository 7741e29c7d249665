// Tests of registering this app at an authorization server.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { OAuthContext } from '../../main/oauth/oauth-context.ts'
import { registerClient } from '../../main/oauth/register-client.ts'
import {
  defaultIssuerOptions,
  type IssuerOptions,
} from '../../shared/model/authorization-server.ts'
import { json, startScriptedServer, type ScriptedServer } from '../http/scripted-server.ts'
import { buildContext, buildMetadata } from './world.ts'

let server: ScriptedServer
let context: OAuthContext

beforeEach(async () => {
  server = await startScriptedServer(json(404, {}))
  context = buildContext()
})
afterEach(() => server.stop())

describe('registration', () => {
  const redirectUri = 'http://127.0.0.1:9999/cb'
  let clientMetadataUrl: string | null = null
  let options: IssuerOptions | undefined
  beforeEach(() => {
    options = undefined
  })
  const register = (more = {}) =>
    registerClient(
      context,
      buildMetadata(server.origin, { registration_endpoint: `${server.origin}/reg`, ...more }),
      {
        redirectUri,
        clientName: 'Countersign',
        clientMetadataUrl,
        options,
      },
    )
  const sent = (index = 0): unknown => JSON.parse(server.seen[index]?.body ?? '')

  test('[OAUTH-25] we say what we are and ask for what is offered', async () => {
    server.answer = json(201, {
      client_id: 'c-1',
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'none',
    })
    const deferred = 'urn:ietf:params:oauth:grant-type:deferred'
    expect(
      await register({ grant_types_supported: ['authorization_code', deferred, 'implicit'] }),
    ).toEqual({
      clientId: 'c-1',
      clientAuthentication: 'none',
      clientSecret: null,
      redirectUri,
    })
    expect(sent()).toEqual({
      client_name: 'Countersign',
      application_type: 'native',
      redirect_uris: [redirectUri],
      response_types: ['code'],
      grant_types: ['authorization_code', deferred],
      token_endpoint_auth_method: 'none',
      dpop_bound_access_tokens: true,
    })
  })

  test('[OAUTH-25] a server that refuses our wishes is asked once more for the least', async () => {
    server.answer = (request, response) =>
      (server.seen.length === 1
        ? json(400, { error: 'invalid_client_metadata' })
        : json(201, { client_id: 'c-2' }))(request, response)
    expect(await register()).toMatchObject({ clientId: 'c-2' })
    expect(sent(1)).toMatchObject({ grant_types: ['authorization_code'] })
    expect(sent(1)).not.toHaveProperty('dpop_bound_access_tokens')
  })

  // Dies if: CIBA is wanted without a secret, in a mode that calls us back, or a refusal costs the usual grants.
  test('[GRANT-11] every offered grant is asked for, and less when that is refused', async () => {
    const [ciba, device, bearer] = [
      'urn:openid:params:grant-type:ciba',
      'urn:ietf:params:oauth:grant-type:device_code',
      'urn:ietf:params:oauth:grant-type:jwt-bearer',
    ]
    const offer = {
      grant_types_supported: ['refresh_token', bearer, device, ciba, 'client_credentials'],
      device_authorization_endpoint: `${server.origin}/device`,
      backchannel_authentication_endpoint: `${server.origin}/ciba`,
      backchannel_token_delivery_modes_supported: ['ping', 'poll'],
    }
    server.answer = (request, response) =>
      (server.seen.length < 3
        ? json(400, { error: 'invalid_client_metadata' })
        : json(201, { client_id: 'c-3' }))(request, response)
    expect(await register(offer)).toMatchObject({ clientAuthentication: 'none' })
    const usual = ['authorization_code', 'refresh_token', bearer, device]
    expect(sent(0)).toMatchObject({
      application_type: 'native',
      grant_types: [...usual, ciba],
      backchannel_token_delivery_mode: 'poll',
      token_endpoint_auth_method: 'none',
    })
    expect(sent(1)).toMatchObject({ grant_types: usual, token_endpoint_auth_method: 'none' })
    expect(sent(2)).toMatchObject({ grant_types: ['authorization_code'] })
    for (const { body } of server.seen) expect(body).not.toContain('notification')
    options = { ...defaultIssuerOptions, cibaLoginHint: 'alex' }
    await register(offer)
    expect(sent(3)).toMatchObject({
      grant_types: [...usual, ciba],
      token_endpoint_auth_method: 'client_secret_basic',
    })
  })

  test('[GRANT-11] CIBA that would have to call us is not asked for', async () => {
    server.answer = json(201, { client_id: 'c' })
    const ciba = 'urn:openid:params:grant-type:ciba'
    await register({
      grant_types_supported: [ciba],
      backchannel_authentication_endpoint: `${server.origin}/ciba`,
      backchannel_token_delivery_modes_supported: ['ping'],
    })
    expect(sent()).toMatchObject({ grant_types: ['authorization_code'] })
    expect(sent()).not.toHaveProperty('backchannel_token_delivery_mode')
  })

  test('[GRANT-11] the way that was asked for counts where the answer does not name one', async () => {
    const offer = {
      grant_types_supported: ['urn:openid:params:grant-type:ciba'],
      backchannel_authentication_endpoint: `${server.origin}/ciba`,
      token_endpoint_auth_methods_supported: ['client_secret_post'],
    }
    options = { ...defaultIssuerOptions, cibaLoginHint: 'alex' }
    server.answer = json(201, { client_id: 'c', client_secret: 's-1' })
    expect(await register(offer)).toMatchObject({ clientAuthentication: 'client_secret_post' })
    server.answer = json(201, { client_id: 'c' })
    expect(await register(offer)).toMatchObject({ clientAuthentication: 'none' })
  })

  // Dies if: an address that servers would read in another way than we do becomes our name.
  test('[GRANT-11] only a plain https address with a path is a client identifier', async () => {
    server.answer = json(201, { client_id: 'registered' })
    for (const address of [
      'http://app.example/client.json',
      'https://app.example/',
      'https://app.example/a/../client.json',
      'https://app.example/client.json#a',
      'https://user@app.example/client.json',
      'client.json',
    ]) {
      clientMetadataUrl = address
      const supported = { client_id_metadata_document_supported: true }
      expect(await register(supported)).toMatchObject({ clientId: 'registered' })
    }
    clientMetadataUrl = null
  })

  test('[OAUTH-25] a secret the server insists on is kept as a secret', async () => {
    server.answer = json(201, {
      client_id: 'c',
      client_secret: 's-1',
      token_endpoint_auth_method: 'client_secret_post',
    })
    const registration = await register()
    expect(registration).toMatchObject({ clientAuthentication: 'client_secret_post' })
    expect(registration.clientSecret?.reveal()).toBe('s-1')
  })

  // Dies if: returned redirect addresses are not compared with the sent ones.
  test.each([
    [201, { client_id: 'c', redirect_uris: ['https://evil.example/cb'] }],
    [201, { client_id: 'c\r\nx', redirect_uris: [redirectUri] }],
    [201, { client_id: 'c', token_endpoint_auth_method: 'private_key_jwt' }],
    [201, { client_id: 'c', token_endpoint_auth_method: 'client_secret_basic' }],
    [201, {}],
    [403, { error: 'access_denied' }],
    [500, { client_id: 'c' }],
  ])('[OAUTH-25] %i %j is refused', async (status, body) => {
    server.answer = json(status, body)
    await expect(register()).rejects.toMatchObject({ code: 'oauth/registration_failed' })
  })

  // Dies if: a document is used at a server that does not read it, or a registration is made beside it.
  test('[OAUTH-25] the address of our document is our name where the server reads it', async () => {
    clientMetadataUrl = 'https://app.example/client.json'
    server.answer = json(201, { client_id: 'c-1' })
    expect(await register({ client_id_metadata_document_supported: true })).toMatchObject({
      clientId: clientMetadataUrl,
      clientAuthentication: 'none',
      redirectUri,
    })
    expect(server.seen).toEqual([])
    expect(await register()).toMatchObject({ clientId: 'c-1' })
    clientMetadataUrl = null
    const supported = { client_id_metadata_document_supported: true }
    expect(await register(supported)).toMatchObject({ clientId: 'c-1' })
  })

  test('[OAUTH-25] a server without registration says so in words', async () => {
    await expect(register({ registration_endpoint: undefined })).rejects.toThrow(/client ID/)
  })
})
