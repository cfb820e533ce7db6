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

export interface Opened {
  sandbox: Sandbox
  app: App
  origin: string
  dataDir: string
  /** Deliveries of the outside world that arrived, and what to answer them with. */
  deliveries: Delivery[]
  /** What a person does on the page. */
  does(as: string, deed: string, given?: Record<string, unknown>): Promise<unknown>
  close(): Promise<void>
}

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
    startOver: async () => {},
    manifestPath: fileURLToPath(new URL('manifest.yml', import.meta.url)),
    ...wish,
  })
  const { botToken, appToken, signingSecret, apiUrl } = sandbox.slack
  const receiver = new HTTPReceiver({ signingSecret, endpoints: ['/slack/events'] })
  const app = new App({
    token: botToken,
    ...(wish.socketMode ? { socketMode: true, appToken } : { receiver }),
    clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
    convoStore: false,
    deferInitialization: true,
    logLevel: LogLevel.ERROR,
  })
  const deliveries: Delivery[] = []
  server.on('request', (request, response) => {
    if (sandbox.handle(request, response)) return
    if (request.url?.startsWith('/slack/events')) return receiver.requestListener(request, response)
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      deliveries.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString() })
      response.writeHead(200).end()
    })
  })
  server.on('upgrade', (request, socket, head) => {
    if (!sandbox.upgrade(request, socket, head)) socket.destroy()
  })
  await app.init()
  return {
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
    async close() {
      if (wish.socketMode) await app.stop()
      await sandbox.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      if (!wish.dataDir) await rm(dataDir, { recursive: true, force: true })
    },
  }
}
