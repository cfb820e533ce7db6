import { WebClient } from '@slack/web-api'
import { pino } from 'pino'
import type { Db } from '../../src/db/connect.ts'
import { givingWay } from '../../src/slack/give-way.ts'
import { newestOnly } from '../../src/slack/newest-only.ts'
import type { Pressing } from '../../src/slack/pressing.ts'
import { nine } from '../company.ts'

/** What a press is given in the company's workspace, where cards have no links and nobody is told of a digest. */
export function pressing(
  db: Db,
  slackApiUrl: string,
  { networks, accountOf }: Pick<Pressing, 'networks' | 'accountOf'>,
): Pressing {
  const client = new WebClient('xoxb-1', { slackApiUrl, retryConfig: { retries: 0 } })
  const common = { db, networks, client, now: () => nine, log: pino({ enabled: false }) }
  const nothing = async () => undefined
  return {
    ...{
      ...common,
      ...givingWay(),
      workspaceId: 'T1',
      who: { db, workspaceId: 'T1', client, leads: [], now: () => nine },
    },
    draw: {
      ...common,
      leads: async () => [],
      permalink: nothing,
      cardLink: nothing,
      digest: async () => ({ gone: true }),
    },
    accountOf,
    paceTyping: newestOnly(0),
    paceHome: newestOnly(0),
    homes: new Set(),
    customerUrl: undefined,
    noCredentials: 'v1',
  }
}
