import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How the next calls are answered: as they should be, never (though it was done), with a limit, a closed door, a dead token. */
export type Mood = 'well' | 'loses answers' | 'limits' | 'closes windows' | 'refuses us'

/** What was said to customers, as the network has it now. */
export interface Said {
  id: string
  to: string
  text: string
  at: Temporal.Instant
}

/** A network's HTTP side: enough of it for one account, one customer (Mira) and the whole way. One file per network. */
export interface Fake {
  /** What `npm run connect` is given after the network's name. */
  fields: string[]
  said: Said[]
  becomes(mood: Mood): void
  /** Mira writes. It waits there to be asked for, or is delivered to Roost at `origin`. */
  writes(text: string, origin: string): Promise<void>
  /** Mira sends a voice message, where that has no address that a browser could open; and takes back the last, where one can. */
  speaks?(voice: Buffer, origin: string): Promise<void>
  takesBack?(): Promise<void>
  stop(): Promise<unknown>
}

/** What a test run shares with the fakes: the secret that signs Meta's deliveries. */
export interface Given {
  appSecret: string
}

export interface Asked {
  method: string
  path: string
  query: URLSearchParams
  // biome-ignore lint/suspicious/noExplicitAny: each network's own shapes
  body: any
  raw: string
  headers: IncomingMessage['headers']
}

export interface Answered {
  status?: number
  headers?: Record<string, string>
  json?: unknown
  /** In place of `json`: a file. */
  bytes?: Buffer
  /** It was said to a customer: a lost answer loses this. */
  said?: true
}

/** Serves what `answer` says, and loses the answers to what was said when the mood is so. */
export async function serve(answer: (asked: Asked, mood: Mood) => Answered) {
  let mood: Mood = 'well'
  const server = createServer(async (request, response) => {
    const { status = 200, headers, json, bytes, said } = answer(await askedIn(request), mood)
    if (said && mood === 'loses answers') return response.destroy()
    const type = bytes ? 'application/octet-stream' : 'application/json'
    response.writeHead(status, { 'content-type': type, ...headers }).end(bytes ?? JSON.stringify(json ?? {}))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    becomes(next: Mood) {
      mood = next
    },
    stop() {
      server.closeAllConnections()
      return new Promise((done) => server.close(done))
    },
  }
}

async function askedIn(request: IncomingMessage): Promise<Asked> {
  const raw = Buffer.concat(await Array.fromAsync(request)).toString()
  const url = new URL(request.url ?? '/', 'http://fake')
  const isJson = raw.startsWith('{')
  const body = isJson ? JSON.parse(raw) : Object.fromEntries(new URLSearchParams(raw))
  return {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    body,
    raw,
    headers: request.headers,
  }
}

let last = 0

/** Grows with time, across the fakes and as the networks' own ids do. */
export function nextId(): string {
  last = Math.max(last + 1, Date.now())
  return String(last)
}

export function now(): Temporal.Instant {
  return Temporal.Now.instant().round('millisecond')
}
