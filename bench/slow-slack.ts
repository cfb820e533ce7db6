import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebClient } from '@slack/web-api'
import { optionsFor } from '../src/slack/clients.ts'

/** A call that Slack has taken and not yet answered; the answer comes when the story has come so far. */
export interface Taken {
  method: string
  at: number
  /** The id of our post, where there is one. */
  post: number
  ts: string
  answer(): void
}

/** A Slack on the story's clock: each call takes 0.15 s, and it counts what comes faster than a message a second. */
export async function slowSlack(at: () => number) {
  const calls: Taken[] = []
  const lastPost = new Map<string, number>()
  let tooFast = 0
  let called = Promise.withResolvers<void>()

  const server = createServer(async (request, response) => {
    const given = new URLSearchParams(Buffer.concat(await Array.fromAsync(request)).toString())
    const method = request.url?.split('/').at(-1) ?? ''
    const channel = given.get('channel') ?? ''
    if (method === 'chat.postMessage') {
      if (at() - (lastPost.get(channel) ?? Number.NEGATIVE_INFINITY) < 999) tooFast += 1
      lastPost.set(channel, at())
    }
    const post = Number(JSON.parse(given.get('metadata') ?? '{}').event_payload?.post ?? 0)
    const ts = given.get('ts') ?? `${1_000_000 + calls.length}.000100`
    calls.push({ ...{ method, at: at(), post, ts }, answer: () => answered(response, channel, ts) })
    called.resolve()
    called = Promise.withResolvers()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return {
    calls,
    client: new WebClient('xoxb-bench', optionsFor(url)),
    nextCall: () => called.promise,
    tooFast: () => tooFast,
    close() {
      server.closeAllConnections()
      return new Promise((done) => server.close(done))
    },
  }
}

function answered(response: ServerResponse, channel: string, ts: string): void {
  const link = `https://lumen.slack.example/archives/${channel}/p${ts}`
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ ok: true, channel, ts, permalink: link }))
}
