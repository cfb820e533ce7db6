import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Database } from '../../src/db/connect.ts'
import { accounts, agents, episodes, files, messages, posts, tickets } from '../../src/db/schema.ts'
import { settingsSchema } from '../../src/settings/settings.ts'
import { storeTeam } from '../../src/settings/stored.ts'
import { claim } from '../../src/tickets/claim.ts'
import { close } from '../../src/tickets/close.ts'
import { deleteMessage } from '../../src/tickets/delete-message.ts'
import { editMessage } from '../../src/tickets/edit-message.ts'
import { receive } from '../../src/tickets/receive.ts'
import { reopen } from '../../src/tickets/reopen.ts'
import { snooze } from '../../src/tickets/snooze.ts'
import { runningEpisode, ticketOf } from '../../src/tickets/ticket.ts'
import { after, anyNetwork, company, message, nine } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('receiving', (database) => {
  const take = async (incoming: Parameters<typeof receive>[3], now = after(1)) => {
    const { account } = await the(database())
    return receive(database().db, account, anyNetwork, incoming, now)
  }

  test('a first message opens a ticket with a clock, an event and a card to draw', async () => {
    const opened = await take(message())
    expect(opened).toMatchObject({ id: 1001, place: 'private', channelId: 'C1', priority: 'normal' })
    const [episode] = await database().db.select().from(episodes)
    expect(episode).toMatchObject({ metric: 'first reply', startedAt: nine, dueAt: after(60) })
    const [post] = await database().db.select().from(posts)
    expect(post).toMatchObject({ kind: 'card', subject: '1001/1', wanted: 1, shown: 0 })
  })

  test('a clock of ours that is behind makes nothing new old: neither what was sent by a right one, nor what does not say', async () => {
    const { account } = await the(database())
    const behind = account.since.subtract({ minutes: 4 })
    const sent = account.since.add({ seconds: 1 })
    expect(await take(message({ id: 'm1', at: sent }), behind)).toBeDefined()
    expect(await take(message({ id: 'm2', at: undefined, customer: { id: 'other' } }), behind)).toBeDefined()
    const before = account.since.subtract({ minutes: 1 })
    expect(await take(message({ id: 'm3', at: before, customer: { id: 'third' } }))).toBeUndefined()
  })

  test('a ticket is in the language of the last message that tells one', async () => {
    const opened = await take(message({ text: 'Wo bleibt meine Bestellung?' }))
    expect(opened?.language).toBe('de')
    expect((await take(message({ text: '48213' })))?.language).toBe('de')
    expect((await take(message({ text: 'Sorry, where is my order please?' })))?.language).toBe('en')
    const rows = await database().db.select().from(messages).orderBy(messages.id)
    expect(rows.map(({ language }) => language)).toEqual(['de', null, 'en'])
  })

  test('an older message that comes late changes neither the language back nor the time that is left to answer', async () => {
    const { account } = await the(database())
    const { db } = database()
    const network = { ...anyNetwork, window: { private: Temporal.Duration.from({ hours: 24 }) } }
    const older = message({ id: 'older', text: 'Wo bleibt meine Bestellung?' })
    await receive(
      db,
      account,
      network,
      message({ id: 'newer', at: after(600), text: 'Sorry, where is my order please?' }),
      after(601),
    )
    await receive(db, account, network, older, after(602))
    await editMessage(
      db,
      account,
      { is: 'edit', account: 'shop', id: 'older', text: 'Где мой заказ?', at: after(603) },
      after(603),
    )
    const [is] = await db.select().from(tickets)
    expect(is).toMatchObject({ language: 'en', openedAt: nine, windowUntil: after(600 + 24 * 60) })
  })

  test('a message that is taken back tells no language any more', async () => {
    const { account } = await the(database())
    await take(message({ text: 'Wo bleibt meine Bestellung?' }))
    const second = message({ text: 'Sorry, where is my order please?', at: after(1) })
    await take(second, after(1))
    await deleteMessage(
      database().db,
      account,
      { is: 'deletion', account: 'shop', id: second.id, at: after(2) },
      after(2),
    )
    expect((await database().db.select().from(tickets))[0]?.language).toBe('de')
  })

  test('an edit into another language is told as well, and one that overtook its message is not forgotten', async () => {
    const { account } = await the(database())
    const first = message({ text: 'hmm' })
    expect((await take(first))?.language).toBeNull()
    const edit = { is: 'edit' as const, account: 'shop', at: after(1) }
    await editMessage(database().db, account, { ...edit, id: first.id, text: 'Где мой заказ?' }, after(1))
    expect((await database().db.select().from(tickets))[0]?.language).toBe('ru')
    const second = message({ conversation: 'tomas', customer: { id: 'tomas' } })
    await editMessage(database().db, account, { ...edit, id: second.id, text: 'Wo bleibt meine Bestellung?' }, after(1))
    expect((await take(second, after(2)))?.language).toBe('de')
  })

  test('the same delivery ten times, at once, is one message in one ticket', async () => {
    const { account } = await the(database())
    const same = message()
    await Promise.all(Array.from({ length: 10 }, () => receive(database().db, account, anyNetwork, same, nine)))
    expect(await database().db.select().from(tickets)).toHaveLength(1)
    expect(await database().db.select().from(messages)).toHaveLength(1)
  })

  test('two messages of one conversation at once join one ticket', async () => {
    const { account } = await the(database())
    await Promise.all([1, 2, 3, 4].map(() => receive(database().db, account, anyNetwork, message(), nine)))
    expect(await database().db.select().from(tickets)).toHaveLength(1)
    expect(await database().db.select().from(messages)).toHaveLength(4)
  })

  test('the customer writing again does not restart the clock', async () => {
    await take(message())
    await take(message({ at: after(20) }), after(20))
    const found = await database().db.select().from(episodes)
    expect(found).toHaveLength(1)
    expect(found[0]?.startedAt).toEqual(nine)
  })

  test('an older message that comes later moves the start back', async () => {
    await take(message({ at: after(20) }), after(20))
    await take(message({ at: nine }), after(21))
    const [episode] = await database().db.select().from(episodes)
    expect(episode).toMatchObject({ startedAt: nine, dueAt: after(60) })
  })

  test('what was written before the account was connected becomes nothing; the very second of connecting counts', async () => {
    expect(await take(message({ at: after(-61) }))).toBeUndefined()
    expect(await take(message({ at: after(-60) }))).toBeDefined()
  })

  test('a time in the future is taken as now', async () => {
    await take(message({ at: after(500) }), after(2))
    const [kept] = await database().db.select().from(messages)
    expect(kept?.at).toEqual(after(2))
  })

  test('after a close a message opens a new ticket, linked to the earlier one', async () => {
    const { grace } = await the(database())
    const first = await take(message())
    if (!first) throw new Error('No ticket')
    await close(database().db, first, 'resolved', grace, after(2))
    const second = await take(message({ at: after(3), text: 'It broke again' }), after(3))
    expect(second).toMatchObject({ id: first.id + 1, earlierId: first.id })
  })

  test.each(['Thanks!!', 'thank you so much', '❤️', 'Merci 🙏'])(
    '%s after a close joins the closed ticket without a clock',
    async (text) => {
      const { grace } = await the(database())
      const first = await take(message())
      if (!first) throw new Error('No ticket')
      await close(database().db, first, 'resolved', grace, after(2))
      expect(await take(message({ at: after(3), text }), after(3))).toMatchObject({ id: first.id })
      const running = (await database().db.select().from(episodes)).filter((episode) => !episode.endedAt)
      expect(running).toEqual([])
    },
  )

  test('thanks heard of after what the customer asked next, or after that was closed as well, join the ticket that they are for', async () => {
    const { grace } = await the(database())
    const first = await take(message())
    if (!first) throw new Error('No ticket')
    await close(database().db, first, 'resolved', grace, after(10))
    const next = await take(message({ text: 'Does it come in blue?', at: after(200) }), after(200))
    if (!next) throw new Error('No ticket')
    expect((await take(message({ text: 'Thank you!', at: after(12) }), after(201)))?.id).toBe(first.id)
    expect(await ticketOf(database().db, 'T1', next.id)).toMatchObject({ openedAt: after(200) })
    expect(await runningEpisode(database().db, next)).toMatchObject({ startedAt: after(200) })
    await close(database().db, next, 'resolved', grace, after(210))
    expect((await take(message({ text: 'Merci', at: after(13) }), after(211)))?.id).toBe(first.id)
  })

  test.each(['Thanks, but where is it?', 'thank you for nothing', 'Is that all?'])(
    '%s after a close is a new ticket',
    async (text) => {
      const { grace } = await the(database())
      const first = await take(message())
      if (!first) throw new Error('No ticket')
      await close(database().db, first, 'resolved', grace, after(2))
      expect((await take(message({ at: after(3), text }), after(3)))?.id).not.toBe(first.id)
    },
  )

  test('an edit that overtakes its message is not lost, and starts no clock', async () => {
    const { account } = await the(database())
    const late = message({ id: 'late', text: 'Where is it' })
    await editMessage(
      database().db,
      account,
      { is: 'edit', account: 'shop', id: 'late', text: 'Where is it?', at: after(1) },
      after(1),
    )
    expect(await database().db.select().from(tickets)).toHaveLength(0)
    await take(late, after(2))
    const [kept] = await database().db.select().from(messages)
    expect(kept).toMatchObject({ text: 'Where is it?', editedAt: after(1) })
    const [episode] = await database().db.select().from(episodes)
    expect(episode?.startedAt).toEqual(nine)
  })

  test('an edit that takes a picture away and overtakes its message keeps it away; one that says nothing of it does not', async () => {
    const { account } = await the(database())
    const attachments = [{ url: 'https://example.com/a.jpg', type: 'image' as const }]
    const edit = { is: 'edit', account: 'shop', text: 'Where is it?', at: after(1) } as const
    await editMessage(database().db, account, { ...edit, id: 'without', attachments: [] }, after(1))
    await editMessage(database().db, account, { ...edit, id: 'with' }, after(1))
    for (const id of ['without', 'with']) await take(message({ id, attachments }), after(2))
    const kept = await database().db.select().from(messages).orderBy(messages.id)
    expect(kept.map((one) => one.attachments)).toEqual([[], attachments])
  })

  test('the newest edit wins, whatever order they come in, and the later to come of two within one second', async () => {
    const { account } = await the(database())
    const first = message({ id: 'one', text: 'a' })
    await take(first)
    const edit = (text: string, minutes: number) =>
      editMessage(
        database().db,
        account,
        { is: 'edit', account: 'shop', id: 'one', text, at: after(minutes) },
        after(9),
      )
    await edit('c', 3)
    await edit('b', 2)
    const [kept] = await database().db.select().from(messages)
    expect(kept).toMatchObject({ text: 'c', editedAt: after(3) })
    await edit('d', 3)
    expect((await database().db.select().from(messages))[0]?.text).toBe('d')
  })

  test('an album that comes photo by photo is one message with all of them, each once, and one turn', async () => {
    const { account } = await the(database())
    const photo = (name: string, text = '') =>
      message({
        id: 'album',
        text,
        attachments: [{ url: `https://example.com/${name}.jpg`, type: 'image' }],
        inPieces: true,
      })
    const together = (...pieces: ReturnType<typeof photo>[]) =>
      Promise.all(pieces.map((piece) => receive(database().db, account, anyNetwork, piece, nine)))
    await together(photo('a'), photo('b', 'All cracked'))
    await together(photo('c'), photo('d'), photo('e'), photo('b', 'All cracked'), photo('f'))
    const kept = await database().db.select().from(messages)
    expect(kept).toHaveLength(1)
    expect(kept[0]).toMatchObject({ text: 'All cracked', editedAt: null })
    expect(kept[0]?.attachments.map(({ url }) => url.at(-5)).toSorted()).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
    expect(await database().db.select().from(episodes)).toHaveLength(1)
    expect(await database().db.select().from(tickets)).toHaveLength(1)
  })

  test('each photo of an album brings its own words, in which one that is urgent makes it so and is promised anew', async () => {
    const { account } = await the(database())
    const { db } = database()
    const targets = [{ when: { priority: 'urgent' }, firstReply: '10m' }, { firstReply: '1h' }]
    await storeTeam(db, 'T1', settingsSchema.parse({ urgent: ['charged twice'], targets }), nine)
    const photo = (name: string, text: string) => {
      const attachments = [{ url: `https://example.com/${name}.jpg`, type: 'image' as const }]
      return receive(db, account, anyNetwork, message({ id: 'album', text, attachments, inPieces: true }), after(1))
    }
    await photo('a', '')
    await photo('b', 'This is how it came')
    expect((await db.select().from(tickets))[0]?.priority).toBe('normal')
    await photo('c', 'I was charged twice!')
    await photo('b', 'This is how it came')
    await photo('d', 'This is how it came')
    expect((await db.select().from(messages))[0]?.text).toBe('This is how it came\nI was charged twice!')
    expect((await db.select().from(tickets))[0]?.priority).toBe('urgent')
    expect((await db.select().from(episodes))[0]?.dueAt).toEqual(after(10))
  })

  test('words of an album that were changed stay, whichever pieces of it come late or again', async () => {
    const { account } = await the(database())
    const { db } = database()
    const photo = (name: string) => {
      const attachments = [{ url: `https://example.com/${name}.jpg`, type: 'image' as const }]
      const piece = message({ id: 'album', text: 'Both cracked', attachments, inPieces: true })
      return receive(db, account, anyNetwork, piece, after(1))
    }
    await photo('a')
    await editMessage(db, account, { is: 'edit', account: 'shop', id: 'album', text: 'All broken', at: nine }, nine)
    await photo('a')
    await photo('b')
    expect((await db.select().from(messages))[0]?.text).toBe('All broken')
  })

  test.each(['before', 'after'])('a deletion %s its message blanks it and excuses the turn', async (order) => {
    const { account } = await the(database())
    const one = message({ id: 'gone', attachments: [{ url: 'https://example.com/a.jpg', type: 'image' }] })
    const deletion = () =>
      deleteMessage(database().db, account, { is: 'deletion', account: 'shop', id: 'gone', at: after(1) }, after(1))
    if (order === 'before') await deletion()
    await take(one, after(1))
    if (order === 'after') await deletion()
    const [kept] = await database().db.select().from(messages)
    expect(kept).toMatchObject({ ticketId: 1001, text: '', attachments: [], deletedAt: after(1) })
    const [episode] = await database().db.select().from(episodes)
    expect(episode).toMatchObject({ endedAs: 'excused', endedAt: after(1) })
  })

  test.each([
    '9999-12-31T23:59:59.9999999Z',
    '2999-12-31T23:00:00Z',
    '0001-01-01T00:00:00Z',
    '-000001-01-01T00:00:00Z',
  ])('one that may be answered until %s may be answered for ever', async (until) => {
    const replyUntil = Temporal.Instant.from(until).round('millisecond')
    expect(await take(message({ replyUntil }))).toMatchObject({ windowUntil: null })
  })

  test('a picture whose address is too long to be looked up by stays a link, and its message comes in', async () => {
    const at = (length: number) => `https://cdn.example/${randomBytes(length).toString('base64url')}`
    const [long, short] = [at(3000), at(300)]
    await take(message({ attachments: [long, short].map((url) => ({ type: 'image', url })) }))
    expect((await database().db.select().from(files)).map(({ url }) => url)).toEqual([short])
    expect((await database().db.select().from(messages))[0]?.attachments.map(({ url }) => url)).toEqual([long, short])
  })

  test('a word of the list makes it urgent, and its card goes first', async () => {
    expect(await take(message({ text: 'My card was CHARGED  twice!' }))).toMatchObject({ priority: 'urgent' })
    const [post] = await database().db.select().from(posts)
    expect(post?.priority).toBe(0)
  })

  test.each(['edit last', 'edit first'])(
    'what cannot wait makes it urgent also where it is edited in, or out, and is promised anew: %s',
    async (order) => {
      const { account } = await the(database())
      const { db } = database()
      const targets = [{ when: { priority: 'urgent' }, firstReply: '10m' }, { firstReply: '1h' }]
      await storeTeam(db, 'T1', settingsSchema.parse({ urgent: ['charged twice'], targets }), nine)
      const words = ['Hello?', 'I was charged twice']
      for (const [customer, [first = '', then = '']] of [words, words.toReversed()].entries()) {
        const id = `c${customer}`
        const said = message({ id, text: first, customer: { id }, conversation: id })
        const deliveries = [
          () => receive(db, account, anyNetwork, said, after(5)),
          () => editMessage(db, account, { is: 'edit', account: 'shop', id, text: then, at: after(2) }, after(5)),
        ]
        for (const deliver of order === 'edit last' ? deliveries : deliveries.toReversed()) await deliver()
      }
      expect(await db.select().from(tickets)).toMatchObject([{ priority: 'urgent' }, { priority: 'urgent' }])
      expect(await db.select().from(episodes)).toMatchObject([{ dueAt: after(10) }, { dueAt: after(10) }])
    },
  )

  test('any customer message wakes a snoozed ticket', async () => {
    const { grace } = await the(database())
    const opened = await take(message())
    if (!opened) throw new Error('No ticket')
    await snooze(database().db, opened, after(90), grace, after(2))
    expect(await take(message({ at: after(3) }), after(3))).toMatchObject({ snoozedUntil: null })
  })

  test('a close taken back within five minutes was a slip: never closed, and the clock runs on', async () => {
    const { grace } = await the(database())
    const opened = await take(message())
    if (!opened) throw new Error('No ticket')
    await close(database().db, opened, 'no reply needed', grace, after(2))
    expect(await reopen(database().db, opened, grace, after(7))).toMatchObject({ reopenedAt: null, closedAt: null })
    const [episode] = await database().db.select().from(episodes)
    expect(episode).toMatchObject({ endedAt: null, dueAt: after(60) })
  })

  test('reopening is refused while the customer has a newer open ticket', async () => {
    const { grace } = await the(database())
    const opened = await take(message())
    if (!opened) throw new Error('No ticket')
    await close(database().db, opened, 'resolved', grace, after(2))
    await take(message({ at: after(3), text: 'Hello?' }), after(3))
    await expect(reopen(database().db, opened, grace, after(10))).rejects.toThrow(/has written again since/)
  })

  test('a claimed ticket keeps its owner when the customer writes again', async () => {
    const { alan } = await the(database())
    const opened = await take(message())
    if (!opened) throw new Error('No ticket')
    await claim(database().db, opened, alan, after(2))
    expect(await take(message({ at: after(3) }), after(3))).toMatchObject({ claimedBy: alan.id })
  })
})

// One company for each test: made on first use, since the tables are emptied in between.
async function the(database: Database) {
  const [account] = await database.db.select().from(accounts)
  if (!account) return company(database.db)
  const [grace, alan] = await database.db.select().from(agents).where(eq(agents.workspaceId, 'T1')).orderBy(agents.id)
  if (!grace || !alan) throw new Error('No agents')
  return { account, grace, alan }
}
