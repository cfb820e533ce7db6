import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { accounts, channels, messages, posts } from '../../src/db/schema.ts'
import { rollUpQuiet } from '../../src/jobs/roll-up-quiet.ts'
import { deleteMessage } from '../../src/tickets/delete-message.ts'
import { likeOnce, unliked } from '../../src/tickets/like.ts'
import { makeTicket } from '../../src/tickets/make-ticket.ts'
import { receive } from '../../src/tickets/receive.ts'
import type { AccountRow } from '../../src/tickets/ticket.ts'
import { after, anyNetwork, company, message } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { hear, reads } from './channel.ts'

onEveryDatabase('what asks nothing', (database) => {
  test('is told once an hour, on one line', async () => {
    const { account } = await company(database().db)
    await hear(database().db, after(0))
    await comments(database().db, account, 23, 5)
    expect(await hear(database().db, after(59))).toEqual([])
    expect(await hear(database().db, after(60))).toMatchObject([
      { kind: 'quiet', channelId: 'C1', says: '23 comments without a question on Lumen', mentions: [] },
    ])
    expect(await hear(database().db, after(61))).toEqual([])
    await comments(database().db, account, 1, 70)
    expect(await hear(database().db, after(119))).toEqual([])
    expect((await hear(database().db, after(120))).map(({ says }) => says)).toEqual([
      '1 comment without a question on Lumen',
    ])
  })

  test('of several accounts of a channel stands on one post, and each channel has its own', async () => {
    const { db } = database()
    const { account } = await company(db)
    await db.insert(channels).values({ id: 'C2', workspaceId: 'T1', name: 'care' })
    await comments(db, account, 1, 1)
    await comments(db, await another(db, account, 'Lumen FR', 'C1'), 4, 1)
    await comments(db, await another(db, account, 'Care', 'C2'), 2, 1)
    expect((await hear(db, after(60))).map(({ channelId, says }) => [channelId, says]).sort()).toEqual([
      ['C1', '4 comments without a question on Lumen FR · 1 comment without a question on Lumen'],
      ['C2', '2 comments without a question on Care'],
    ])
  })

  test('the hours in which Roost was away are told on one post', async () => {
    const { account } = await company(database().db)
    for (const minute of [1, 70, 140]) await comments(database().db, account, 1, minute)
    expect(await hear(database().db, after(400))).toHaveLength(1)
  })

  test('what becomes a ticket, is liked or is deleted changes the line, and the last one takes it away', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    const ids = await comments(db, account, 3, 1)
    await hear(db, after(60))
    const [post] = await db.select().from(posts).where(eq(posts.kind, 'quiet'))
    await makeTicket(db, 'T1', (await rowOf(db, ids[0])).id, grace, after(61))
    expect((await hear(db, after(61))).map(({ kind }) => kind)).toEqual(['card'])
    expect(await reads(db, 'quiet', after(61))).toContain('2 comments without a question')

    const [first] = await unliked(db, 'T1', post?.id ?? 0)
    if (!first) throw new Error('Nothing is left to like')
    let sent = 0
    const send = async () => void sent++
    await Promise.all([1, 2, 3].map(() => likeOnce(db, first.message, grace, after(62), send)))
    expect(sent).toBe(1)
    expect(await reads(db, 'quiet', after(62))).toContain('2 comments without a question on Lumen, 1 liked')

    for (const id of ids.slice(1))
      await deleteMessage(db, account, { is: 'deletion', account: 'shop', id: id ?? '' }, after(63))
    await hear(db, after(63))
    expect(await reads(db, 'quiet', after(63))).toBeUndefined()
  })

  test('a like that the network refuses is none, and may be tried again', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    await comments(db, account, 1, 1)
    await hear(db, after(60))
    const [post] = await db.select().from(posts).where(eq(posts.kind, 'quiet'))
    const like = async (send: () => Promise<void>) => {
      const [first] = await unliked(db, 'T1', post?.id ?? 0)
      return first && likeOnce(db, first.message, grace, after(62), send)
    }
    await expect(like(() => Promise.reject(new Error('No')))).rejects.toThrow('No')
    expect(await like(async () => {})).toBe(true)
    expect(await like(async () => {})).toBeUndefined()
  })

  test('several replicas at the full hour tell it once', async () => {
    const { db } = database()
    const { account } = await company(db)
    await comments(db, account, 5, 1)
    await Promise.all([1, 2, 3].map(() => rollUpQuiet(db, 'T1', after(60))))
    expect(await hear(db, after(60))).toHaveLength(1)
    expect(new Set((await db.select().from(messages)).map(({ quietPostId }) => quietPostId)).size).toBe(1)
  })
})

let count = 0

/** So many customers leave a heart each. Gives the networks' ids. */
async function comments(db: Db, account: AccountRow, howMany: number, minute: number): Promise<string[]> {
  const ids: string[] = []
  for (let n = 0; n < howMany; n += 1) {
    count += 1
    const id = `q${count}`
    const said = { id, customer: { id }, place: 'public' as const, conversation: 'post', text: '❤️', at: after(minute) }
    await receive(db, account, anyNetwork, message(said), after(minute))
    ids.push(id)
  }
  return ids
}

async function another(db: Db, { id: _, ...row }: AccountRow, name: string, channelId: string): Promise<AccountRow> {
  const [account] = await db
    .insert(accounts)
    .values({ ...row, networkId: name, name, channelId })
    .returning()
  if (!account) throw new Error('No account')
  return account
}

async function rowOf(db: Db, networkId = '') {
  const [row] = await db.select().from(messages).where(eq(messages.networkId, networkId))
  if (!row) throw new Error(`No message ${networkId}`)
  return row
}
