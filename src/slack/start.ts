import type { IncomingMessage, ServerResponse } from 'node:http'
import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Logger } from 'pino'
import type { Db } from '../db/connect.ts'
import type { Account } from '../networks/network.ts'
import type { AccountRow } from '../tickets/ticket.ts'
import type { Networks } from './card-facts.ts'
import { optionsFor } from './clients.ts'
import { digestOf } from './digest.ts'
import type { Draw } from './draw.ts'
import { type GiveWay, givingWay } from './give-way.ts'
import { listen } from './hear/listen.ts'
import { keepMembers } from './members.ts'
import { newestOnly } from './newest-only.ts'
import { passOn } from './pass-on.ts'
import { permalinks } from './permalinks.ts'
import type { Pressing } from './pressing.ts'
import { slackLeads } from './render.ts'
import { startWorker } from './worker.ts'
import type { Workspace } from './workspace.ts'

export interface Slack {
  db: Db
  networks: Networks
  workspace: Workspace
  token: string
  signingSecret: string | undefined
  appToken: string | undefined
  apiUrl: string
  clients: { drawing: WebClient; pressing: WebClient }
  leads: string[]
  accountOf: (row: AccountRow) => Account
  customerUrl: string | undefined
  noCredentials: string
  /** Runs what one press asks for, with all that is left to do after its ack. */
  whole: (work: () => Promise<void>) => Promise<void>
  now: () => Temporal.Instant
  /** Signatures are judged by it; `now` may be a sandbox's, moved ahead. */
  realTime: () => Temporal.Instant
  log: Logger
}

export interface Started extends Pick<GiveWay, 'giveWay'> {
  /** `POST /slack/events`, where Slack comes by HTTP. Answers whether the path was its own. */
  route: (request: IncomingMessage, response: ServerResponse) => boolean
  /** Something may have to be drawn. */
  wake(): void
  /** Writes down who takes turns. */
  keepMembers(): Promise<void>
  stop(): Promise<void>
}

/** What is typed is kept so often, in milliseconds: a keystroke costs a few statements. */
const TYPING = 500
/** Home is drawn afresh so often for one who presses elsewhere, in milliseconds: it costs a few counts. */
const HOME = 3000

/** Starts Bolt, over HTTP or Socket Mode, and the worker that draws. */
export async function startSlack(slack: Slack): Promise<Started> {
  const { db, networks, workspace, clients, now, log } = slack
  const { awaited, giveWay } = givingWay()
  const links = permalinks(db, workspace.id, clients.drawing)
  const leads = () => slackLeads(db, workspace.id, slack.leads)
  const drawing: Draw = {
    ...{ db, networks, leads, now, log, client: clients.drawing },
    ...links,
    digest: (post, at) => digestOf({ db, client: clients.drawing, log }, post, at),
  }
  const pressing: Pressing = {
    ...{ db, workspaceId: workspace.id, networks, client: clients.pressing, draw: drawing, now, log },
    who: { db, workspaceId: workspace.id, client: clients.pressing, leads: slack.leads, now },
    accountOf: slack.accountOf,
    customerUrl: slack.customerUrl,
    noCredentials: slack.noCredentials,
    awaited,
    paceTyping: newestOnly(TYPING),
    paceHome: newestOnly(HOME),
    homes: new Set(),
  }

  // Whether a request is Slack's is judged before it is passed on.
  const receiver = slack.appToken ? undefined : new HTTPReceiver({ signingSecret: '', signatureVerification: false })
  const app = new App({
    token: slack.token,
    botId: workspace.botId,
    botUserId: workspace.botUserId,
    tokenVerificationEnabled: false,
    ...(receiver ? { receiver } : { socketMode: true, appToken: slack.appToken ?? '' }),
    clientOptions: optionsFor(slack.apiUrl),
    convoStore: false,
    deferInitialization: true,
    logLevel: LogLevel.WARN,
  })
  await app.init()
  app.use(({ next }) => slack.whole(next))
  listen(app, pressing)
  if (!receiver) await app.start()
  const worker = startWorker(drawing, workspace.id, giveWay)
  return {
    route(request, response) {
      // To anything else Bolt answers by throwing.
      if (!receiver || request.url !== '/slack/events' || request.method !== 'POST') return false
      void passOn({ ...slack, receiver }, request, response)
      return true
    },
    giveWay,
    wake: worker.wake,
    keepMembers: () => keepMembers({ ...pressing.who, client: clients.drawing }),
    async stop() {
      if (!receiver) await app.stop()
      await worker.stop()
    },
  }
}
