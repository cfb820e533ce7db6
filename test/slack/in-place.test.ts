import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { channels, posts } from '../../src/db/schema.ts'
import { custom } from '../../src/networks/custom/index.ts'
import { drawInPlace } from '../../src/slack/in-place.ts'
import { claim } from '../../src/tickets/claim.ts'
import { move } from '../../src/tickets/move.ts'
import { cardOf } from '../../src/tickets/show-card.ts'
import { after, company, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { pressing } from './pressing.ts'

onEveryDatabase('a card is drawn where it was pressed', (database) => {
  test('as long as it stands there: one that has moved meanwhile is drawn where it is now', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    await db.insert(channels).values({ id: 'C2', workspaceId: 'T1', name: 'other' })
    const opened = await ticket(db, account)
    await db.update(posts).set({ ts: '1.1', shown: sql`wanted` })
    const slack = await responding()
    const deps = pressing(db, slack.url, {
      networks: new Map([['custom', custom]]),
      accountOf: () => ({ networkId: 'shop', name: 'Shop', credentials: {}, options: {} }),
    })
    const pressed = { ticket: opened.id, at: Date.now(), url: slack.url, channel: 'C1', ts: '1.1' }
    await claim(db, opened, grace, after(1))
    await drawInPlace(deps, pressed)
    expect(slack.drawings).toHaveLength(1)
    expect(await cardOf(db, opened)).toMatchObject({ wanted: 2, shown: 2 })

    await move(db, opened, 'C2', grace, after(2))
    await db.update(posts).set({ ts: '2.2', shown: sql`wanted` }).where(sql`ts is null`)
    await drawInPlace(deps, pressed)
    expect(slack.drawings).toHaveLength(1)
    await drawInPlace(deps, { ...pressed, channel: 'C2', ts: '2.2' })
    expect(slack.drawings).toHaveLength(2)
  })
})

async function responding() {
  const drawings: string[] = []
  const server = createServer(async (request, response) => {
    drawings.push(Buffer.concat(await Array.fromAsync(request)).toString())
    response.writeHead(200).end('ok')
  })
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open))
  onTestFinished(() => void server.close())
  return { drawings, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}
