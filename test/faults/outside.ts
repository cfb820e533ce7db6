import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { openState } from '../../src/sandbox/state.ts'
import { type Hands, hands } from '../desk.ts'

/**
 * Slack and the networks as they stand outside Roost: they live on when it is killed. Everything between the two goes
 * through here, so a test can stall it, lose it, or kill at a certain point of the way.
 */
export interface Outside extends Hands {
  origin: string
  sandbox: Sandbox
  /** Ports of the running replicas: deliveries and presses go to them in turn. */
  replicas: number[]
  /** Everything that passed, in the order it came. */
  calls: Call[]
  /** From now on `meddling` decides about the calls that match. Gives the way to stop it. */
  meddle(matches: (call: Call) => boolean, meddling: Meddling): () => void
  close(): Promise<void>
}

export interface Call {
  method: string
  /** `/api/chat.postMessage`, `/sandbox/shop-chat/replies`, `/webhooks/custom/shop-chat`. */
  path: string
  body: string
  headers: Record<string, string>
  at: number
  /** What the one it was meant for answered; undefined while it has not taken it. */
  answer?: Answer
  /** In milliseconds. */
  took?: number
}

export interface Answer {
  status: number
  headers?: Record<string, string>
  body: string
}

/** Gives what the caller hears; `cut` hangs up. Not passed on, it was never taken. */
export type Meddling = (call: Call, passOn: () => Promise<Answer>) => Promise<Answer | 'cut'>

/** `hired`: so many agents more than the desk has. */
export async function outside(channelBurst = 4, hired = 0): Promise<Outside> {
  const dataDir = mkdtempSync(join(tmpdir(), 'roost-outside-'))
  hire(dataDir, hired)
  const calls: Call[] = []
  const meddlings: { matches: (call: Call) => boolean; meddling: Meddling }[] = []
  const gate = createServer((request, response) => void pass(request, response))
  const origin = await listening(gate)
  const sandbox = await openSandbox({
    ...{ origin, dataDir, channelBurst },
    now: () => Temporal.Now.instant().round('millisecond'),
    advanceClock: async () => {},
    nextPromise: async () => undefined,
    startOver: async () => {},
  })
  const inner = createServer((request, response) => void sandbox.handle(request, response))
  const innerOrigin = await listening(inner)
  let turn = 0

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await callOf(request)
    calls.push(call)
    const passOn = async () => {
      call.answer = await forward(call, targetOf(call.path))
      call.took = Math.round(performance.now() - call.at)
      return call.answer
    }
    const found = meddlings.find(({ matches }) => matches(call))
    const answer = await (found ? found.meddling(call, passOn) : passOn()).catch(() => 'cut' as const)
    if (answer === 'cut') return void response.destroy()
    response.writeHead(answer.status, answer.headers).end(Buffer.from(answer.body, encoding(answer.headers)))
  }

  function targetOf(path: string): string {
    if (!path.startsWith('/slack/') && !path.startsWith('/webhooks/')) return innerOrigin
    turn += 1
    return `http://127.0.0.1:${it.replicas[turn % it.replicas.length] ?? 1}`
  }

  const it: Outside = {
    ...{ origin, sandbox, calls, replicas: [] },
    ...hands(innerOrigin),
    meddle(matches, meddling) {
      const one = { matches, meddling }
      meddlings.unshift(one)
      return () => void meddlings.splice(meddlings.indexOf(one), 1)
    },
    async close() {
      await sandbox.close()
      await Promise.all([gate, inner].map(closed))
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
  sandbox.ready()
  return it
}

function hire(dataDir: string, count: number): void {
  const state = openState(dataDir)
  for (let number = 1; number <= count; number += 1) {
    const id = `U0AGENT00${number}`
    const names = { handle: `agent${number}`, name: `Agent ${number}`, realName: `Agent ${number}`, title: '' }
    state.people.put(id, { id, ...names, timeZone: 'UTC', kind: 'member', isAdmin: false, colour: '#344054' })
  }
  state.store.close()
}

async function callOf(request: IncomingMessage): Promise<Call> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece)
  const headers = Object.entries(request.headers).filter(([name]) => !HOP.test(name))
  const given = Object.fromEntries(headers.map(([name, value]) => [name, String(value)]))
  return {
    ...{ method: request.method ?? '', path: request.url ?? '', at: performance.now() },
    body: Buffer.concat(pieces).toString(encoding(given)),
    headers: given,
  }
}

/** What is no text keeps its bytes, each as one character. */
function encoding(headers: Record<string, string> = {}): 'utf8' | 'latin1' {
  return /json|text|urlencoded/.test(headers['content-type'] ?? 'text') ? 'utf8' : 'latin1'
}

/** What belongs to one connection, not to the message. */
const HOP = /^(host|connection|keep-alive|content-length|transfer-encoding|expect|accept-encoding)$/

async function forward({ method, path, headers, body }: Call, origin: string): Promise<Answer> {
  const bytes = Buffer.from(body, encoding(headers))
  const response = await fetch(origin + path, { method, headers, ...(method === 'GET' ? {} : { body: bytes }) })
  const given = Object.fromEntries([...response.headers].filter(([name]) => !HOP.test(name)))
  const answered = Buffer.from(await response.arrayBuffer()).toString(encoding(given))
  return { status: response.status, headers: given, body: answered }
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((done) => server.close(done))
}
