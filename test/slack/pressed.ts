import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { App } from '@slack/bolt'
import { LogLevel } from '@slack/web-api'
import type { Db } from '../../src/db/connect.ts'
import { custom } from '../../src/networks/custom/index.ts'
import type { Account } from '../../src/networks/network.ts'
import { listen } from '../../src/slack/hear/listen.ts'
import type { AccountRow } from '../../src/tickets/ticket.ts'
import { pressing } from './pressing.ts'

/** Whom Slack knows beside the team. */
const PEOPLE: Record<string, object> = {
  UGUEST: { id: 'UGUEST', team_id: 'T1', name: 'guest', is_restricted: true },
  UCHANNEL: { id: 'UCHANNEL', team_id: 'T1', name: 'guest of one channel', is_ultra_restricted: true },
  UBOT: { id: 'UBOT', team_id: 'T1', name: 'bot', is_bot: true },
  UGONE: { id: 'UGONE', team_id: 'T1', name: 'gone', deleted: true },
  USTRANGER: { id: 'USTRANGER', team_id: 'T1', name: 'stranger of a shared channel', is_stranger: true },
  UF: { id: 'UF', team_id: 'T2', name: 'Foreign Fred' },
}

/** Roost's own hearing, on the real Bolt, before a Slack that takes everything and keeps what it was told. */
export async function hearing(db: Db) {
  const told: { method: string; body: string }[] = []
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await Array.fromAsync(request)).toString()
    const method = (request.url ?? '').slice(1)
    if (!/^(users|conversations)\.info$/.test(method))
      told.push({ method, body: decodeURIComponent(body.replaceAll('+', ' ')) })
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answerTo(method, body)))
  })
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const app = await listening(db, url)
  return {
    told,
    /** Slack comes with something; what it was acked with counts as told. */
    async hears(body: object) {
      const ack = async (answer?: unknown) => {
        if (answer) told.push({ method: 'ack', body: JSON.stringify(answer) })
      }
      await app.processEvent({
        body: { team: { id: 'T1' }, team_id: 'T1', response_url: `${url}respond`, ...body },
        ack,
      })
    },
    close() {
      server.closeAllConnections()
      return new Promise((closed) => server.close(closed))
    },
  }
}

function answerTo(method: string, body: string): object {
  const asked = new URLSearchParams(body)
  if (method === 'users.info') return { ok: true, user: PEOPLE[asked.get('user') ?? ''] ?? { id: 'U9', team_id: 'T9' } }
  if (method !== 'conversations.info') return { ok: true, ts: '9.9', channel: 'C1', view: { id: 'V9' } }
  const isOurs = asked.get('channel') === 'C1'
  return isOurs
    ? { ok: true, channel: { id: 'C1', name: 'social', is_member: true } }
    : { ok: false, error: 'channel_not_found' }
}

async function listening(db: Db, slackApiUrl: string) {
  const deps = pressing(db, slackApiUrl, { networks: new Map([['custom', custom]]), accountOf })
  const app = new App({
    ...{ token: 'xoxb-1', botId: 'B1', botUserId: 'UROOST', tokenVerificationEnabled: false },
    receiver: { init() {}, start: async () => undefined, stop: async () => undefined },
    ...{ clientOptions: { slackApiUrl }, convoStore: false, deferInitialization: true, logLevel: LogLevel.ERROR },
  })
  await app.init()
  listen(app, deps)
  return app
}

function accountOf(row: AccountRow): Account {
  if (row.workspaceId !== 'T1') throw new Error("Credentials of another workspace's account were asked for")
  return { networkId: row.networkId, name: row.name, credentials: {}, options: row.options }
}
