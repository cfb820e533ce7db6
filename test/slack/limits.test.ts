import { expect, test } from 'vitest'
import { accounts, agents, tags } from '../../src/db/schema.ts'
import { networks } from '../../src/networks/index.ts'
import {
  home as homeSchema,
  message as messageSchema,
  modal as modalSchema,
} from '../../src/sandbox/slack/block-kit.ts'
import { settingsSchema } from '../../src/settings/settings.ts'
import { storeTeam } from '../../src/settings/stored.ts'
import { queueCommand } from '../../src/slack/commands/queue.ts'
import { home } from '../../src/slack/home/home.ts'
import { handOver } from '../../src/slack/render/hand-over.ts'
import { choosingModal } from '../../src/slack/several/choosing.ts'
import { tagsModal } from '../../src/slack/tags/list.ts'
import { viewOf } from '../../src/slack/views.ts'
import { claim } from '../../src/tickets/claim.ts'
import { queue } from '../../src/tickets/queue.ts'
import { tag } from '../../src/tickets/tag.ts'
import { after, company, nine, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { words } from '../desk.ts'

const LONG = 'Maximiliane <!here> 👩‍👩‍👧 & Söhne '.repeat(60)

onEveryDatabase('with much to show and the longest texts', (database) => {
  const byName = new Map(networks.map((network) => [network.name, network]))
  const problems = (read: { success: boolean; error?: { issues: unknown[] } }) => read.error?.issues.slice(0, 3) ?? []

  async function busy() {
    const { db } = database()
    const { account, grace } = await company(db)
    const { id: _, ...row } = account
    for (let place = 0; place < 20; place++) {
      await db.insert(accounts).values({
        ...row,
        networkId: `shop${place}`,
        name: `${place} ${LONG}`.slice(0, 200),
        pausedAt: nine,
        pausedBecause: LONG,
      })
      await db
        .insert(agents)
        .values({ workspaceId: 'T1', slackId: `U9${place}`, name: `${place} ${LONG}`, awayAt: nine })
      await db.insert(tags).values({ workspaceId: 'T1', name: `${place} ${LONG}`.slice(0, 50), addedAt: nine })
    }
    const schedules = Array.from({ length: 15 }, (_, place) => ({
      name: `Office ${place}`,
      zone: 'UTC',
      hours: { 'mon-fri': ['08:00-17:00'] },
    }))
    const targets = schedules.map(({ name }) => ({ when: { tag: name }, firstReply: '1h', schedule: name }))
    await storeTeam(db, 'T1', settingsSchema.parse({ schedules, targets }), after(-50))
    for (let place = 0; place < 60; place++) {
      const opened = await ticket(db, account, {
        conversation: `c${place}`,
        customer: { id: `c${place}`, name: `${place} ${LONG}` },
        text: LONG,
      })
      if (place < 20) await claim(db, opened, grace, after(1))
      if (place === 20) await tag(db, opened, { tags: ['mugs'], priority: 'urgent' }, grace, after(1))
    }
    return { db, grace }
  }

  test('every view is taken by Slack, and says where the rest is', async () => {
    const { db, grace } = await busy()
    const looking = {
      db,
      networks: byName,
      workspaceId: 'T1',
      who: { leads: [] },
      by: grace,
      leads: true,
      now: after(5),
    }
    const drawn = await home(looking)
    expect(problems(homeSchema.safeParse(drawn))).toEqual([])
    expect(drawn.blocks.length).toBeGreaterThan(50)
    expect(words({ blocks: drawn.blocks }).match(/Show All/g)).toHaveLength(2)
    expect(words({ blocks: drawn.blocks })).toContain('more: `npm run accounts`')

    const asked = {
      db,
      networks: byName,
      workspaceId: 'T1',
      by: grace,
      leads: true,
      words: '',
      channelId: 'C1',
      cardLink: async () => `https://lumen.slack.example/archives/C1/p${'1'.repeat(16)}`,
      now: after(5),
    }
    const said = await queueCommand.run(asked)
    expect(problems(messageSchema.safeParse(typeof said === 'string' ? [] : said.blocks))).toEqual([])
    expect(words(typeof said === 'string' ? undefined : said)).toContain(
      'More than 15 need someone; here are the first 15.',
    )

    const waiting = await queue(db, 'T1', { owner: 'nobody', most: 51 })
    const several = {
      id: 'x',
      title: 'Close several',
      submit: 'Close Them',
      inputs: [],
      run: async () => ({ says: '' }),
    }
    for (const begin of [0, 50]) {
      const found = begin ? [...waiting, ...waiting].slice(0, 101) : waiting
      expect(problems(modalSchema.safeParse(choosingModal({ networks: byName }, several, found, begin)))).toEqual([])
    }
    const tended = viewOf(await tagsModal(db, 'T1', {}), { ticket: 0, at: 0 })
    expect(problems(modalSchema.safeParse(tended))).toEqual([])

    const given = waiting.map(({ ticket, customer }) => ({
      id: ticket.id,
      customer,
      permalink: 'https://lumen.slack.example/x',
    }))
    const call = handOver({ by: grace, to: { ...grace, name: LONG }, word: LONG, tickets: given })
    expect(problems(messageSchema.safeParse(call.blocks))).toEqual([])
    expect(words(call)).toContain('and 25 more')
  })
})
