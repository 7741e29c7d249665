// Entry of `countersign-hook`: started by an agent before it uses a tool of its own; plain Node 20 or later.
import { request } from 'node:http'
import { homedir } from 'node:os'
import { text as readAll } from 'node:stream/consumers'
import { runHookCommand, type PostHook } from './gateway/hook-command.ts'

/** Largest answer that is read, characters. */
const longestAnswer = 4 * 1024 * 1024

/** To this computer by its number alone, whatever proxy the environment names. */
const post: PostHook = ({ port, secret, body, timeoutMs }) =>
  new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${secret}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    }
    const to = { host: '127.0.0.1', port, path: '/hook', method: 'POST', headers, agent: false }
    const sent = request(to, (answer) => {
      let received = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => {
        received += part
        if (received.length > longestAnswer) sent.destroy(new Error('The answer is too long'))
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: received }))
      answer.on('error', reject)
    })
    sent.on('error', reject)
    setTimeout(() => sent.destroy(new Error('No answer in time')), timeoutMs).unref()
    sent.end(body)
  })

const { platform, env, argv, stdin, stdout, stderr } = process
const end = await runHookCommand({
  platform,
  env,
  homeFolder: homedir(),
  args: argv.slice(2),
  input: await readAll(stdin),
  post,
})
stdout.write(end.output)
stderr.write(end.complaint)
process.exitCode = end.exitCode
