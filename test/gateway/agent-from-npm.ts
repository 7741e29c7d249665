// Agents as people use them: installed from npm at a pinned version, started in a home of their own against our model.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { build } from 'vite'
import { onTestFinished } from 'vitest'
import { buildConfigs } from '../../build/vite/bundles.ts'
import { cacheFolder } from '../../build/setup/paths.mjs'
import { startModelServer, type ModelServer } from '../sandbox/model-server.ts'
import type { ModelScript } from '../sandbox/model-server/dialect.ts'

export interface NpmAgent {
  readonly package: string
  readonly version: string
  readonly program: string
}

export const claudeCode: NpmAgent = {
  package: '@anthropic-ai/claude-code',
  version: '2.1.330',
  program: 'claude',
}

/** Longest that one step of such an agent takes, milliseconds. */
export const patienceMs = 180_000

export interface AgentHome {
  readonly model: ModelServer
  /** Its home, and where it works. */
  readonly folder: string
  readonly env: NodeJS.ProcessEnv
}

export interface Ended {
  readonly code: number | null
  readonly output: string
}

/** Builds the commands that agents start, as packages have them; gives their folder. */
export async function buildCommands(): Promise<string> {
  const outDir = mkdtempSync(path.join(tmpdir(), 'countersign-commands-'))
  for (const config of buildConfigs('commands'))
    await build({ ...config, build: { ...config.build, outDir } })
  return outDir
}

/** An empty home in which `agent` talks to a model server that follows `script`; both end with the test. */
export async function openHome(agent: NpmAgent, script: ModelScript): Promise<AgentHome> {
  const bin = await install(agent)
  const model = await startModelServer({ script })
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-real-agent-'))
  onTestFinished(async () => {
    await model.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const env = {
    PATH: [bin, ...systemPath()].join(path.delimiter),
    HOME: folder,
    ANTHROPIC_BASE_URL: model.origin,
    ANTHROPIC_API_KEY: 'sk-sandbox',
    OPENAI_BASE_URL: model.baseUrl,
    OPENAI_API_KEY: 'sk-sandbox',
    DISABLE_AUTOUPDATER: '1',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    IS_SANDBOX: '1',
    NO_COLOR: '1',
  }
  return { model, folder, env }
}

/** Without the project's own programs: a person's Node is whatever they have. */
const systemPath = (): string[] =>
  (process.env['PATH'] ?? '').split(path.delimiter).filter((each) => !each.includes('node_modules'))

/** In that home, as a person types it. */
export function run(
  { env, folder }: Pick<AgentHome, 'env' | 'folder'>,
  command: string,
): Promise<Ended> {
  const child = spawn('bash', ['-c', command], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (part: Buffer) => (output += part.toString()))
  child.stderr.on('data', (part: Buffer) => (output += part.toString()))
  onTestFinished(() => void child.kill('SIGKILL'))
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ code, output }))
  })
}

/** Into the cache, at its pinned version, once; gives the folder of its program. */
async function install(agent: NpmAgent): Promise<string> {
  const folder = path.join(cacheFolder(), 'agents', `${agent.program}-${agent.version}`)
  const bin = path.join(folder, 'node_modules', '.bin')
  if (existsSync(bin) && readdirSync(bin).includes(agent.program)) return bin
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'package.json'), '{"private":true}')
  const wanted = `${agent.package}@${agent.version}`
  const args = ['install', '--no-audit', '--no-fund', '--save-exact', wanted]
  const child = spawn('npm', args, { cwd: folder, stdio: 'inherit', env: ownEnvironment() })
  const code = await new Promise((resolve) => child.on('close', resolve))
  if (code !== 0) throw new Error(`${wanted} could not be installed`)
  return bin
}

/** Without what npm handed down: this project takes no install scripts, which is nothing that a person's npm is told. */
const ownEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name)))
