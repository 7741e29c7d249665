// Builds OpenAPI documents for tests: a small sound one, and parts to put into it.

export type Json = Record<string, unknown>

export const documentUrl = 'https://api.example/openapi.json'

/** A document of 3.1 with these paths; `more` replaces members. */
export function buildDocument(paths: Json, more: Json = {}): Json {
  return {
    openapi: '3.1.0',
    info: { title: 'Harbor API', version: '1' },
    servers: [{ url: 'https://api.example/v1' }],
    paths,
    ...more,
  }
}

export const oauth: Json = {
  type: 'oauth2',
  flows: {
    authorizationCode: {
      authorizationUrl: 'https://login.example/authorize',
      tokenUrl: 'https://login.example/token',
      scopes: { read: 'Read', write: 'Write' },
    },
  },
}

export const query = (name: string, more: Json = {}): Json => ({
  name,
  in: 'query',
  schema: { type: 'string' },
  ...more,
})

export const inPath = (name: string): Json => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string' },
})

export const jsonBody = (schema: Json, required = true): Json => ({
  required,
  content: { 'application/json': { schema } },
})
