// Tests of choosing among more operations than can be offered: how they are grouped, what is chosen, and what stays.
import { afterEach, describe, expect, it } from 'vitest'
import { groupOperations, mostGroups } from '../../../main/resource/openapi/groups.ts'
import { mostTools, readApi } from '../../../main/resource/openapi/read-api.ts'
import { createToolNames } from '../../../main/resource/openapi/tool-names.ts'
import { text } from '../../../shared/catalogue/text.ts'
import { isToolBlocked } from '../../../shared/model/connection.ts'
import { startScriptedServer, type ScriptedServer } from '../../http/scripted-server.ts'
import { buildRig, loadConnection, type Rig } from '../../step-up/rig.ts'
import { buildDocument, documentUrl, type Json } from './documents.ts'

const servers: ScriptedServer[] = []
afterEach(() => Promise.all(servers.splice(0).map((server) => server.stop())))

const at = (path: string, tags?: unknown) => ({
  path,
  operation: tags === undefined ? {} : { tags },
})

/** So many operations of each tag, in turn: every one of them begins with another letter. */
function buildTagged(counts: Record<string, number>, name = 'get'): Json {
  const paths = Object.entries(counts).flatMap(([tag, count]) =>
    Array.from({ length: count }, (_each, n): [string, Json] => [
      `/v1/${tag}/${n}`,
      { get: { operationId: name, tags: [tag] } },
    ]),
  )
  return buildDocument(Object.fromEntries(paths), { servers: [] })
}

const read = (document: Json, chosen?: readonly string[]) => {
  const facts = { documentUrl, connectionId: 'c', agreedOrigin: null }
  const result = readApi({ ...facts, document, chosen, isProtected: false, isOpen: false })
  if (result.kind !== 'read') throw new Error(result.kind)
  return result
}

describe('groups of operations', () => {
  it('[OAS-14] are the first tag, else the first part of the path that tells, and few enough to look at', () => {
    const grouping = groupOperations([
      at('/a', ['Payments', 'Old']),
      at('/b', [' ', 7, 'Payments']),
      at('/api/v1.2/{tenant}/payees/{id}'),
      at('/v2/{id}'),
      at('/x', 'Payments'),
      at('/y', ['L'.repeat(500)]),
      at('/z', [`${'x'.repeat(99)}\u{1F600}`]),
      at('/z', ['\uD800']),
    ])
    const { groups } = grouping
    expect(groups.map(({ name, count }) => [name.slice(0, 8), count])).toEqual([
      ['Payments', 2],
      ['/payees', 1],
      ['…', 1],
      ['/x', 1],
      ['LLLLLLLL', 1],
      ['xxxxxxxx', 1],
      ['\uFFFD', 1],
    ])
    expect(groups.map(({ name }) => name.length).slice(-3)).toEqual([100, 100, 1])
    // Dies if: a name is cut in the middle of a character, so that what was chosen is not found again once it was stored.
    expect(groups.every(({ name }) => Buffer.from(name).toString() === name)).toBe(true)
    expect(grouping.nameOf(at('/never/seen'))).toBe('…')
    const many = groupOperations(Array.from({ length: 5_000 }, (_each, n) => at('/a', [`t${n}`])))
    expect(many.groups).toHaveLength(mostGroups)
    expect(many.groups.reduce((sum, { count }) => sum + count, 0)).toBe(5_000)
  })

  // Dies if: what was not chosen is offered, or an operation gets another name, and its pin with it, by another choice.
  it('[OAS-14] that were chosen are offered, as many as can be, each under the name that it has anyway', () => {
    const document = buildTagged({ a: 1_500, b: 1_500, c: 1_500, d: 40 })
    const first = read(document)
    expect(first.facts.groups).toEqual([
      { name: 'a', count: 1_500 },
      { name: 'b', count: 1_500 },
      { name: 'c', count: 1_500 },
      { name: 'd', count: 40 },
    ])
    expect(first.tools).toHaveLength(mostTools)
    const last = read(document, ['d'])
    expect(last.tools.map(({ http }) => http?.path.slice(0, 6))).toEqual(Array(40).fill('/v1/d/'))
    expect(last.tools[0]?.name).toBe('get_4501')
    expect(last.facts).toMatchObject({ operations: 4_540, hiddenCount: 4_500 })
    expect(last.facts.hidden[0]).toEqual({ operation: 'GET /v1/a/0', reason: 'not_chosen' })
    const both = read(document, ['c', 'b'])
    expect(both.tools).toHaveLength(mostTools)
    expect(both.tools[0]).toEqual(first.tools[1_500])
    expect(both.facts.hiddenCount).toBe(2_540)
  })

  it('[OAS-14] are not asked about where everything is offered, unless they were chosen before', () => {
    const small = buildTagged({ a: 3, b: 2 })
    expect(read(small).facts.groups).toBeUndefined()
    expect(read(small).tools).toHaveLength(5)
    // Dies if: a document that shrank brings back what the person left out.
    const chosen = read(small, ['b'])
    expect([chosen.tools.length, chosen.facts.groups?.length]).toEqual([2, 2])
  })

  // Dies if: each of many like names is looked for from the first one on.
  it('[OAS-04] twenty thousand operations of one name are named in one pass', () => {
    const names = createToolNames()
    const picked = new Set(Array.from({ length: 20_000 }, () => names.pick('same', 'get', '/')))
    expect(picked.size).toBe(20_000)
    expect([...picked].at(-1)).toBe('same_20000')
  })
})

async function serve(document: Json): Promise<ScriptedServer & { document: Json }> {
  const server = await startScriptedServer(({ path }, response) => {
    if (path !== '/openapi.json') return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(served.document))
  })
  const served = Object.assign(server, { document })
  servers.push(served)
  return served
}

async function addApi(document: Json) {
  const server = await serve(document)
  const rig: Rig = buildRig()
  const { connectionId: id, finished } = rig.connections.add(`${server.origin}/openapi.json`)
  await finished
  const load = () => loadConnection(rig, id)
  const names = (): string[] => rig.store.connections.listTools(id).map(({ name }) => name)
  return { server, rig, id, load, names }
}

describe('choosing groups', () => {
  // Dies if: a choice is lost with the server, or a page can name what the document does not have.
  it('[OAS-14] reads the document again, lasts, and is only of groups that are there', async () => {
    const { server, rig, id, load, names } = await addApi(buildTagged({ a: 2_100, b: 2 }, 'op'))
    expect(load().api).toMatchObject({ operations: 2_102, hiddenCount: 102 })
    const choose = (groups: string[], of = id) => rig.connections.chooseGroups(of, groups)
    for (const wrong of [['z'], []])
      expect(() => choose(wrong)).toThrow(text('openapi.no-such-group'))
    expect(() => choose(['a'], 'none')).toThrow(text('openapi.no-such-group'))
    expect(load().api?.chosen).toBeUndefined()
    await choose(['b', 'b'])
    expect(names()).toEqual(['op_2101', 'op_2102'])
    expect(load()).toMatchObject({ status: 'ready', api: { chosen: ['b'], hiddenCount: 2_100 } })
    server.document = buildTagged({ a: 2_100, b: 3 }, 'op')
    await rig.connections.refreshTools(id)
    expect(names()).toEqual(['op_2101', 'op_2102', 'op_2103'])
    await server.stop()
    servers.pop()
    await choose(['a'])
    expect(load()).toMatchObject({ status: 'unreachable', api: { chosen: ['a'] } })
  })

  // Dies if: choosing accepts what a server changed of a tool while it was not offered, be it one of thousands.
  it('[OAS-14] accepts nothing: tools that come back as others are blocked, all of them', async () => {
    const sound = buildTagged({ a: 2_100, b: 2 }, 'op')
    const { server, rig, id } = await addApi(sound)
    await rig.connections.chooseGroups(id, ['b'])
    const changed = JSON.stringify(sound)
    server.document = JSON.parse(changed.replaceAll('"tags":["a"]', '"tags":["a"],"summary":"New"'))
    await rig.connections.chooseGroups(id, ['a'])
    const tools = rig.store.connections.listTools(id)
    expect(tools).toHaveLength(mostTools)
    expect(tools.filter((tool) => !isToolBlocked(tool))).toEqual([])
  })
})
