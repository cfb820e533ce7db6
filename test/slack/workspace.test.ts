import { expect, onTestFinished, test } from 'vitest'
import { channels, workspaces } from '../../src/db/schema.ts'
import { clients } from '../../src/slack/clients.ts'
import { openChannel } from '../../src/slack/workspace.ts'
import { company, nine } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { outside } from '../faults/outside.ts'

onEveryDatabase('a channel that two workspaces share', (database) => {
  test('stays with the one that had it first', async () => {
    const { db } = database()
    const around = await outside()
    onTestFinished(around.close)
    await company(db)
    await db.insert(workspaces).values({ id: 'T2', name: 'Partner', createdAt: nine })
    const theirs = { id: 'C0SOCIAL01', workspaceId: 'T2', name: 'theirs', lostAt: nine }
    await db.insert(channels).values(theirs)
    const { botToken, apiUrl } = around.sandbox.slack
    const opening = openChannel(db, clients(botToken, apiUrl).drawing, 'T1', 'C0SOCIAL01')
    await expect(opening).rejects.toThrow('is shared with another workspace that uses this database')
    expect((await db.select().from(channels)).find(({ id }) => id === 'C0SOCIAL01')).toMatchObject(theirs)
  })
})
