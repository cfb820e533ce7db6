import { expect, test } from 'vitest'
import { agents, events, messages, posts, tickets } from '../../src/db/schema.ts'
import { beBack, goAway } from '../../src/tickets/away.ts'
import { claim } from '../../src/tickets/claim.ts'
import { close } from '../../src/tickets/close.ts'
import { handOver } from '../../src/tickets/hand-over.ts'
import { receive } from '../../src/tickets/receive.ts'
import type { Agent, Ticket } from '../../src/tickets/ticket.ts'
import { after, anyNetwork, company, message, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { hear } from './channel.ts'

onEveryDatabase('agents who are away', (database) => {
  const said = async (minutes: number) =>
    (await hear(database().db, after(minutes)))
      .filter(({ kind }) => kind !== 'card')
      .map(({ kind, says }) => `${kind}: ${says}`)

  test('are not called for what they own: those on duty are, and the owner again once back', async () => {
    const { db } = database()
    const { account, alan } = await company(db)
    await claim(db, await ticket(db, account), alan, after(1))
    await goAway(db, alan, after(120), after(10))
    expect(await said(45)).toEqual(['needs someone: <@U1> Needs someone: 1 ticket, the first is due at 10:00.'])
    await beBack(db, alan)
    expect(await said(61)).toEqual([
      'late: <@U1> 1 ticket is late. The oldest waits 1 h 1 min.',
      'reminder: <@U2> Mira Petrova has waited 1 h 1 min. The promise was 10:00. This is late.',
    ])
  })

  test('are called again from the moment they named, without anybody doing anything', async () => {
    const { db } = database()
    const { account, alan } = await company(db)
    await claim(db, await ticket(db, account), alan, after(1))
    await goAway(db, alan, after(40), after(10))
    expect(await said(45)).toEqual([
      'reminder: <@U2> Mira Petrova has waited 45 min. Reply by 10:00 to keep the promise of 1 hour.',
    ])
  })

  test('when their customer writes again, the thread says so and calls nobody', async () => {
    const { db } = database()
    const { account, alan } = await company(db)
    await claim(db, await ticket(db, account), alan, after(1))
    await said(2)
    await goAway(db, alan, after(120), after(10))
    await receive(db, account, anyNetwork, message({ text: 'Hello?', at: after(11) }), after(11))
    expect(await said(11)).toEqual(['entry: Mira Petrova wrote again: Hello?'])
  })

  test('a lead who is away is not called where another one is here, and is where nobody else is', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    await db.insert(agents).values({ workspaceId: 'T1', slackId: 'U3', name: 'Ana', admin: true })
    await ticket(db, account)
    await goAway(db, grace, null, after(1))
    expect(await said(45)).toEqual(['needs someone: <@U3> Needs someone: 1 ticket, the first is due at 10:00.'])
    await db.update(agents).set({ awayAt: after(46) })
    expect(await said(61)).toEqual(['late: <@U1> <@U3> 1 ticket is late. The oldest waits 1 h 1 min.'])
  })
})

onEveryDatabase('a hand-over', (database) => {
  const calls = async (minutes: number) =>
    (await hear(database().db, after(minutes))).filter(({ mentions }) => mentions.length > 0)

  async function three(by: Agent, account: Parameters<typeof ticket>[1]): Promise<Ticket[]> {
    const { db } = database()
    const mine: Ticket[] = []
    for (const id of ['mira', 'tomas', 'kenji']) {
      const opened = await ticket(db, account, { conversation: id, customer: { id, name: id } })
      mine.push(await claim(db, opened, by, after(1)))
    }
    return mine
  }

  test('gives all of them with a word, and calls the receiver once', async () => {
    const { db } = database()
    const { account, grace, alan } = await company(db)
    const given = { tickets: await three(grace, account), to: alan, word: 'Kenji is *angry* <!here>', submission: 'V1' }
    await calls(2)
    const { done, refused } = await handOver(db, given, grace, after(5))
    expect([done.length, refused.length]).toEqual([3, 0])
    expect((await db.select().from(tickets)).map(({ claimedBy }) => claimedBy)).toEqual([alan.id, alan.id, alan.id])
    expect((await db.select().from(messages)).filter(({ direction }) => direction === 'note')).toHaveLength(3)
    const heard = await calls(6)
    expect(heard.map(({ mentions }) => mentions)).toEqual([['U2']])
    expect(heard[0]?.says).toContain('Grace hands you 3 tickets. _Kenji is *angry* &lt;!here&gt;_')
  })

  test('skips what is no longer theirs, and says why', async () => {
    const { db } = database()
    const { account, grace, alan } = await company(db)
    const mine = await three(grace, account)
    if (mine[0]) await close(db, mine[0], 'resolved', grace, after(2))
    const given = { tickets: mine, to: alan, word: '', submission: 'V1' }
    const { done, refused } = await handOver(db, given, grace, after(5))
    expect(done.map(({ id }) => id)).toEqual(mine.slice(1).map(({ id }) => id))
    expect(refused.map(({ why }) => why)).toEqual(['You closed this 3 min ago. Reopen it to go on.'])
    const [post] = (await db.select().from(posts)).filter(({ kind }) => kind === 'hand-over')
    expect(post?.data.tickets).toEqual(mine.slice(1).map(({ id }) => id))
  })

  test('submitted twice is done once', async () => {
    const { db } = database()
    const { account, grace, alan } = await company(db)
    const given = { tickets: await three(grace, account), to: alan, word: 'Yours', submission: 'V1' }
    const both = [await handOver(db, given, grace, after(5)), await handOver(db, given, grace, after(5))]
    expect(both.map(({ done }) => done.length)).toEqual([3, 0])
    const assigned = (await db.select().from(events)).filter(({ name }) => name === 'ticket.assigned')
    expect(assigned).toHaveLength(3)
    expect((await calls(6)).map(({ says }) => says)).toEqual(['<@U2> Grace hands you 3 tickets. _Yours_'])
  })

  test('back to the queue offers them to everybody, and calls nobody', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    const given = { tickets: await three(grace, account), to: 'queue' as const, word: 'Left at noon', submission: 'V1' }
    await handOver(db, given, grace, after(5))
    expect((await db.select().from(tickets)).map(({ claimedBy }) => claimedBy)).toEqual([null, null, null])
    expect(await calls(6)).toEqual([])
  })
})
