import { expect, test } from 'vitest'
import { tickets } from '../../src/db/schema.ts'
import { networks as all } from '../../src/networks/index.ts'
import { cardFacts } from '../../src/slack/card-facts.ts'
import { lineFacts } from '../../src/slack/line-facts.ts'
import { claim } from '../../src/tickets/claim.ts'
import { close } from '../../src/tickets/close.ts'
import { receive } from '../../src/tickets/receive.ts'
import { after, anyNetwork, company, message } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

const networks = new Map(all.map((network) => [network.name, network]))

onEveryDatabase('the lines of a roll-up', (database) => {
  test('say of each ticket what its own card says: who, by whom it is taken, and what waits', async () => {
    const { db } = database()
    const { account, alan } = await company(db)
    const writes = (who: string, minute: number, text: string) =>
      receive(
        ...([db, account, anyNetwork] as const),
        message({ conversation: who, customer: { id: who, name: who }, text, at: after(minute) }),
        after(minute),
      )
    for (const [minute, who] of ['one', 'taken', 'closed', 'long'].entries()) await writes(who, minute, `From ${who}?`)
    const [one, taken, closed, long] = await db.select().from(tickets).orderBy(tickets.id)
    if (!one || !taken || !closed || !long) throw new Error('Not all have come')
    await claim(db, taken, alan, after(10))
    await claim(db, closed, alan, after(10))
    await close(db, closed, 'resolved', alan, after(11))
    for (let more = 0; more < 30; more += 1) await writes('long', 12 + more, `And ${more}?`)

    const ids = [long, one, taken, closed].map(({ id }) => id)
    const lines = await lineFacts(db, networks, account.workspaceId, ids)
    expect(lines.map(({ ticket }) => ticket.id)).toEqual(ids)
    for (const { card, ...line } of lines) {
      const facts = await cardFacts(db, networks, account.workspaceId, line.ticket.id)
      expect(facts).toMatchObject(line)
      expect(facts.said).toHaveLength(line.said.length)
      expect(card?.ticketId).toBe(line.ticket.id)
    }
    expect(lines[0]?.said).toHaveLength(20)
    expect(lines[2]?.owner?.name).toBe(alan.name)
  })

  test('are refused for a ticket of another workspace', async () => {
    const { db } = database()
    const { account } = await company(db)
    const mine = await receive(db, account, anyNetwork, message({ at: after(0) }), after(0))
    await expect(lineFacts(db, networks, 'T2', [mine?.id ?? 0])).rejects.toThrow(/cannot be drawn/)
  })
})
