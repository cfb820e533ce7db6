import { expect, test } from 'vitest'
import { accounts, agents, channels, workspaces } from '../../src/db/schema.ts'
import { storeEnvironment } from '../../src/settings/stored.ts'
import { clients } from '../../src/slack/clients.ts'
import { keepMembers } from '../../src/slack/members.ts'
import { after, nine } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { outside } from '../faults/outside.ts'

onEveryDatabase('who takes turns', (database) => {
  test('are the full members of the channel, no guest and no bot, asked about seldom', async () => {
    const { db } = database()
    const around = await outside(1000)
    try {
      await db.insert(workspaces).values({ id: 'T0SANDBOX1', name: 'Lumen', createdAt: nine })
      await db.insert(channels).values({ id: 'C0SOCIAL01', workspaceId: 'T0SANDBOX1', name: 'social' })
      await storeEnvironment(db, 'T0SANDBOX1', { channel: 'C0SOCIAL01' })
      const asked = () => around.calls.filter(({ path }) => path === '/api/conversations.members').length
      const keep = (minute: number) =>
        keepMembers({
          ...{ db, workspaceId: 'T0SANDBOX1', leads: [], now: () => after(minute) },
          client: clients(around.sandbox.slack.botToken, around.sandbox.slack.apiUrl).drawing,
        })
      await keep(0)
      expect(asked()).toBe(0)
      await db.insert(accounts).values({
        ...{ workspaceId: 'T0SANDBOX1', network: 'custom', networkId: 'shop', name: 'Lumen', credentials: 'v1' },
        ...{ connectedAt: nine, since: nine, options: { assign: 'turn' } },
      })
      await keep(0)
      const [channel] = await db.select().from(channels)
      const names = (await db.select().from(agents)).filter(({ id }) => channel?.members?.includes(id))
      expect(names.map(({ name }) => name).sort()).toEqual(['Alan', 'Ana', 'Grace'])
      await keep(9)
      expect(asked()).toBe(1)
      await keep(11)
      expect(asked()).toBe(2)
    } finally {
      await around.close()
    }
  })
})
