import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
import { openSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.ts'

export const grace = 'U0GRACE001'
export const alan = 'U0ALAN0002'
export const noor = 'U0NOOR0004'
export const social = 'C0SOCIAL01'

const silent = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
}

export interface Opened {
  sandbox: Sandbox
  app: App
  origin: string
  dataDir: string
  /** Deliveries of the outside world that arrived, and what to answer them with. */
  deliveries: Delivery[]
  /** What stands on a person's page, by kind of row. */
  sees(as: string): Promise<Seen>
  /** What a person does on the page. */
  does(as: string, deed: string, given?: Record<string, unknown>): Promise<unknown>
  /** How many deliveries to answer with 503 before taking any. */
  refuse: number
  /** Ends the server alone, leaving the data folder. */
  stop(): Promise<void>
  close(): Promise<void>
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into rows of many shapes
export type Row = Record<string, any>
export type Seen = Record<
  'messages' | 'ephemerals' | 'modals' | 'homes' | 'notices' | 'letters' | 'channels' | 'weather',
  Row[]
>

export interface Delivery {
  path: string
  headers: Record<string, string | string[] | undefined>
  body: string
}

export interface Wish extends Partial<SandboxOptions> {
  socketMode?: boolean
  port?: number
}

/** A sandbox on a port of its own, with a real Bolt app beside it. */
export async function open(wish: Wish = {}): Promise<Opened> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(wish.port ?? 0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const dataDir = wish.dataDir ?? (await mkdtemp(join(tmpdir(), 'sandbox-')))
  let ahead = Temporal.Duration.from({ seconds: 0 })
  const sandbox = await openSandbox({
    origin,
    dataDir,
    now: () => Temporal.Now.instant().round('millisecond').add(ahead),
    advanceClock: async (by) => {
      ahead = ahead.add(by)
    },
    nextPromise: async () => undefined,
    startOver: async () => {},
    manifestPath: fileURLToPath(new URL('manifest.yml', import.meta.url)),
    ...wish,
  })
  const { botToken, appToken, signingSecret, apiUrl } = sandbox.slack
  const receiver = new HTTPReceiver({ signingSecret, endpoints: ['/slack/events'], logger: silent })
  const app = new App({
    token: botToken,
    ...(wish.socketMode ? { socketMode: true, appToken } : { receiver }),
    clientOptions: { logger: silent, slackApiUrl: apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
    convoStore: false,
    logger: silent,
    deferInitialization: true,
  })
  const deliveries: Delivery[] = []
  server.on('request', (request, response) => {
    if (sandbox.handle(request, response)) return
    if (request.url?.startsWith('/slack/events')) return receiver.requestListener(request, response)
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      deliveries.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString() })
      opened.refuse -= 1
      response.writeHead(opened.refuse >= 0 ? 503 : 200).end()
    })
  })
  server.on('upgrade', (request, socket, head) => {
    if (!sandbox.upgrade(request, socket, head)) socket.destroy()
  })
  await app.init()
  const opened: Opened = {
    sandbox,
    app,
    origin,
    dataDir,
    deliveries,
    async does(as, deed, given = {}) {
      const response = await fetch(`${origin}/sandbox/do/${deed}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ as, ...given }),
      })
      if (!response.ok) throw new Error(await response.text())
      return response.json()
    },
    async sees(as) {
      const response = await fetch(`${origin}/sandbox/stream?as=${as}`)
      const reader = response.body?.getReader()
      const decoder = new TextDecoder()
      let text = ''
      while (!text.includes('\n\n')) text += decoder.decode((await reader?.read())?.value, { stream: true })
      await reader?.cancel()
      const changes: { kind: keyof Seen; value: Row }[] = JSON.parse(
        text.slice(text.indexOf('data: ') + 6, text.indexOf('\n\n')),
      )
      const of = (kind: keyof Seen) => changes.filter((change) => change.kind === kind).map((change) => change.value)
      return {
        messages: of('messages'),
        ephemerals: of('ephemerals'),
        modals: of('modals').flatMap((stack) => stack.modals),
        homes: of('homes'),
        notices: of('notices'),
        letters: of('letters'),
        channels: of('channels'),
        weather: of('weather'),
      }
    },
    refuse: 0,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
    async close() {
      if (wish.socketMode) await app.stop()
      await sandbox.close()
      await opened.stop()
      if (!wish.dataDir) await rm(dataDir, { recursive: true, force: true })
    },
  }
  return opened
}
