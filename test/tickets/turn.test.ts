import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { accounts, agents, channels, events, tickets } from '../../src/db/schema.ts'
import { beBack, goAway } from '../../src/tickets/away.ts'
import type { Inbound } from '../../src/tickets/inbound.ts'
import { receive } from '../../src/tickets/receive.ts'
import { after, anyNetwork, company, message } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { hear } from '../jobs/channel.ts'

onEveryDatabase('assign=turn', (database) => {
  test('new tickets go to those who are there, one after the other', async () => {
    const { write } = await inTurn(database().db)
    expect([await write('a'), await write('b'), await write('c')]).toEqual(['Grace', 'Alan', 'Grace'])
  })

  test('who is away is left out, and takes turns again when back', async () => {
    const { db } = database()
    const { write, grace, alan } = await inTurn(db)
    await goAway(db, alan, after(30), after(0))
    expect([await write('a'), await write('b')]).toEqual(['Grace', 'Grace'])
    expect(await write('c', 31)).toBe('Alan')
    await goAway(db, alan, null, after(32))
    await goAway(db, grace, null, after(32))
    expect(await write('d', 33)).toBeUndefined()
    await beBack(db, alan)
    expect(await write('e', 34)).toBe('Alan')
  })

  test('the owner is called on the card when it is posted, once', async () => {
    const { db } = database()
    const { write } = await inTurn(db)
    await write('a')
    expect((await hear(db, after(1))).map(({ kind, mentions }) => [kind, mentions])).toEqual([['card', ['U1']]])
    await write('a', 2)
    expect((await hear(db, after(2))).map(({ kind, mentions }) => [kind, mentions])).toEqual([['entry', ['U1']]])
    expect((await db.select().from(events)).map(({ name, data }) => [name, data.turn])).toContainEqual([
      'ticket.assigned',
      true,
    ])
  })

  test('what a customer writes again stays with its owner and takes no turn', async () => {
    const { write } = await inTurn(database().db)
    expect([await write('a'), await write('a'), await write('b')]).toEqual(['Grace', 'Grace', 'Alan'])
  })

  test('many at once get one each, in turn', async () => {
    const { db } = database()
    const { account } = await inTurn(db)
    await Promise.all(['a', 'b', 'c', 'd'].map((id) => receive(db, account, anyNetwork, said(id), after(1))))
    const owners = (await db.select().from(tickets)).map(({ claimedBy }) => claimedBy)
    expect(owners.filter((id) => id === 1)).toHaveLength(2)
    expect(owners.filter((id) => id === 2)).toHaveLength(2)
  })

  test('in a storm nobody is called for each', async () => {
    const { write } = await inTurn(database().db)
    const owners = []
    for (let n = 0; n < 15; n += 1) owners.push(await write(`c${n}`))
    expect(owners.filter(Boolean)).toHaveLength(10)
    expect(owners.slice(10)).toEqual(Array(5).fill(undefined))
  })

  test('without it, with nobody known to be there, or in a channel of others, everybody is offered it', async () => {
    const { db } = database()
    const { write, account } = await inTurn(db)
    await db.update(channels).set({ members: [] })
    expect(await write('a')).toBeUndefined()
    await db.update(channels).set({ members: null })
    expect(await write('b')).toBeUndefined()
    await db.update(channels).set({ members: [1] })
    await db.update(accounts).set({ options: {} }).where(eq(accounts.id, account.id))
    expect(await write('c')).toBeUndefined()
  })
})

function said(id: string, minute = 1): Inbound {
  return message({ conversation: id, customer: { id }, at: after(minute) })
}

async function inTurn(db: Db) {
  const { account, grace, alan } = await company(db)
  await db.update(accounts).set({ options: { assign: 'turn' } })
  await db.insert(agents).values({ workspaceId: 'T1', slackId: 'U9', name: 'Noor' })
  await db.update(channels).set({ members: [grace.id, alan.id] })
  async function write(id: string, minute = 1): Promise<string | undefined> {
    const [row = account] = await db.select().from(accounts)
    const ticket = await receive(db, row, anyNetwork, said(id, minute), after(minute))
    const [owner] = await db
      .select()
      .from(agents)
      .where(eq(agents.id, ticket?.claimedBy ?? 0))
    return owner?.name
  }
  return { account: { ...account, options: { assign: 'turn' } }, grace, alan, write }
}
