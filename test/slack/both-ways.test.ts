import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { words } from '../desk.ts'

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

describe.each(['HTTP', 'Socket Mode'])('Roost in a Slack workspace, over %s', (way) => {
  test('a customer writes, a card stands in the channel, and a press claims it', async () => {
    const slack = await standIn()
    const roost = await started(slack, way)
    await promisify(execFile)(process.execPath, ['src/cli/connect.ts', 'custom', 'name=shop', `secret=${SECRET}`], {
      env: roost.env,
    })
    const answer = await fetch(`${roost.origin}/webhooks/custom/shop`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SECRET}` },
      body: JSON.stringify({
        type: 'message.created',
        data: { id: 'm1', text: 'Where is it?', customer: { id: 'c1' } },
      }),
    })
    expect(answer.status).toBe(200)
    const card = await slack.until((message) => words(message).includes('> Where is it?'))
    const block = card.blocks.find((one: { type: string }) => one.type === 'actions').block_id
    const at = { in: 'message', channel: card.channel, ts: card.ts }
    await slack.does('press', { at, blockId: block, actionId: 'claim', chosen: {}, state: {} })
    await slack.until((message) => words(message).includes('*Grace* took this'))
  }, 120_000)

  test('started while Slack is away, it waits and says so, and works once Slack is back', async () => {
    const slack = await standIn()
    await slack.does('weather', { slack: 'away' })
    const { printed } = await started(slack, way, async (line) => {
      if (line.startsWith('Slack does not answer now')) await slack.does('weather', { slack: 'fine' })
    })
    expect(printed).toContain('Slack does not answer now (HTTP 503). Waiting until it does.')
  })
})

/** A stand-in Slack on its own, that comes to the app by HTTP where the app does not come to it by Socket Mode. */
async function standIn() {
  let events = ''
  const server = createServer((request, response) => {
    if (sandbox.handle(request, response)) return
    // Slack comes to the address the app's manifest names; here, to the app.
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', async () => {
      const headers = new Headers()
      for (const [name, value] of Object.entries(request.headers))
        if (typeof value === 'string' && !['host', 'connection', 'content-length'].includes(name))
          headers.set(name, value)
      const answer = await fetch(`${events}${request.url}`, { method: 'POST', headers, body: Buffer.concat(parts) })
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' })
      response.end(await answer.text())
    })
  })
  const sockets = new Set<{ destroy(): void }>()
  server.on('upgrade', (request, socket, head) => {
    sockets.add(socket)
    if (!sandbox.upgrade(request, socket, head)) socket.destroy()
  })
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open))
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const dataDir = mkdtempSync(join(tmpdir(), 'roost-slack-'))
  const sandbox: Sandbox = await openSandbox({
    ...{ origin, dataDir, channelBurst: 4, now: () => Temporal.Now.instant().round('millisecond') },
    ...{ advanceClock: async () => {}, startOver: async () => {}, nextPromise: async () => undefined },
  })
  onTestFinished(async () => {
    await sandbox.close()
    for (const socket of sockets) socket.destroy()
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
    rmSync(dataDir, { recursive: true, force: true })
  })
  // biome-ignore lint/suspicious/noExplicitAny: messages come in many shapes, and are read by their words
  async function seen(): Promise<any[]> {
    const stream = await fetch(`${origin}/sandbox/stream?as=grace`)
    const reader = stream.body?.getReader()
    const decoder = new TextDecoder()
    let text = ''
    while (!text.includes('\n\n')) text += decoder.decode((await reader?.read())?.value, { stream: true })
    await reader?.cancel()
    const all = JSON.parse(text.slice(text.indexOf('data: ') + 6, text.indexOf('\n\n')))
    return all.filter(({ kind }: { kind: string }) => kind === 'messages').map(({ value }: { value: object }) => value)
  }
  return {
    ...{ origin, sandbox },
    listensAt(at: string) {
      events = at
    },
    // biome-ignore lint/suspicious/noExplicitAny: as above
    async until(look: (message: any) => boolean): Promise<any> {
      const deadline = Date.now() + 30_000
      for (;;) {
        const found = (await seen()).find(look)
        if (found) return found
        if (Date.now() > deadline) throw new Error(`Not seen: ${look}`)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    },
    async does(deed: string, given: object) {
      const answer = await fetch(`${origin}/sandbox/do/${deed}`, {
        method: 'POST',
        body: JSON.stringify({ as: 'grace', ...given }),
      })
      if (!answer.ok) throw new Error(await answer.text())
    },
  }
}

async function started(
  { sandbox, listensAt }: Awaited<ReturnType<typeof standIn>>,
  way: string,
  heard: (line: string) => void = () => {},
) {
  const dataDir = mkdtempSync(join(tmpdir(), 'roost-app-'))
  const { botToken, appToken, signingSecret, apiUrl, channel } = sandbox.slack
  const env = {
    ...{ PATH: process.env.PATH ?? '', DATA_DIR: dataDir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'warn' },
    ...{ SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl, SLACK_CHANNEL: channel },
    ...(way === 'HTTP' ? { SLACK_SIGNING_SECRET: signingSecret } : { SLACK_APP_TOKEN: appToken }),
  }
  const child: ChildProcess = spawn(process.execPath, ['src/main.js'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const printed: string[] = []
  const port = await new Promise<string>((open, failed) => {
    child.once('exit', (code) => failed(new Error(`Roost ended with ${code}: ${printed.join('\n')}`)))
    for (const stream of [child.stdout, child.stderr])
      if (stream)
        createInterface({ input: stream }).on('line', (line) => {
          printed.push(line)
          heard(line)
          const [, port] = /deliveries on port (\d+)/.exec(line) ?? []
          if (port) open(port)
        })
  })
  onTestFinished(async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await ended
    rmSync(dataDir, { recursive: true, force: true })
  })
  listensAt(`http://127.0.0.1:${port}`)
  return { origin: `http://127.0.0.1:${port}`, env, printed }
}
