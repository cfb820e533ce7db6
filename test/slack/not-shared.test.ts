import { and, eq, ne, sql } from 'drizzle-orm'
import pino from 'pino'
import { expect, test } from 'vitest'
import { posts } from '../../src/db/schema.ts'
import { networks } from '../../src/networks/index.ts'
import { clients } from '../../src/slack/clients.ts'
import { draw } from '../../src/slack/draw.ts'
import { leaseNext } from '../../src/slack/lease.ts'
import { notShared } from '../../src/slack/not-shared.ts'
import { share } from '../../src/tickets/share.ts'
import { after, company, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { outside } from '../faults/outside.ts'

onEveryDatabase('a channel that is archived while a card is shared in it', (database) => {
  test('the one who shared it is told once, and nobody asks Slack again', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    const around = await outside(1000)
    try {
      const open = await ticket(db, account)
      await share(db, open, { channelId: 'C0SUMMER05', word: '', submission: 'V1' }, grace, after(1))
      await db
        .update(posts)
        .set({ shown: sql`${posts.wanted}` })
        .where(ne(posts.kind, 'shared'))
      const leased = await leaseNext(db, 'T1', after(1))
      const { botToken, apiUrl } = around.sandbox.slack
      const nothing = async () => undefined
      const deps = {
        ...{ db, networks: new Map(networks.map((one) => [one.name, one])), now: () => after(1) },
        ...{ log: pino({ level: 'silent' }), client: clients(botToken, apiUrl).drawing, leads: async () => [] },
        ...{ permalink: nothing, cardLink: nothing, digest: async () => ({ gone: true as const }) },
      }
      if (leased) await draw(deps, leased)
      const [left] = await db.select().from(posts).where(eq(posts.kind, 'shared'))
      expect(left).toMatchObject({ wanted: 1, shown: 1, ts: null })
      const told = await db
        .select()
        .from(posts)
        .where(and(eq(posts.kind, 'not shared'), eq(posts.channelId, 'C1')))
      expect(told.map((post) => notShared(post))).toMatchObject([
        {
          text: `<@U1> #${open.id} could not be shared: Slack does not let Roost post in <#C0SUMMER05>. Share it elsewhere.`,
        },
      ])
    } finally {
      await around.close()
    }
  })
})
