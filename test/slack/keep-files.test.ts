import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { eq, sql } from 'drizzle-orm'
import pino from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { accounts, channels, files, messages, posts, workspaces } from '../../src/db/schema.ts'
import { fetchAttachment } from '../../src/inbound/fetch-attachment.ts'
import { networks } from '../../src/networks/index.ts'
import { clients } from '../../src/slack/clients.ts'
import { draw } from '../../src/slack/draw.ts'
import { keepOneFile } from '../../src/slack/keep-files.ts'
import { leaseNext } from '../../src/slack/lease.ts'
import { deleteMessage } from '../../src/tickets/delete-message.ts'
import { editMessage } from '../../src/tickets/edit-message.ts'
import { receive } from '../../src/tickets/receive.ts'
import type { AccountRow } from '../../src/tickets/ticket.ts'
import { after, anyNetwork, message, nine } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { words } from '../desk.ts'
import { type Answer, type Call, type Outside, outside } from '../faults/outside.ts'

const all = new Map(networks.map((network) => [network.name, network]))
const log = pino({ level: 'silent' })
const png = Buffer.from('89504e470d0a1a0a', 'hex')
const answers = (body: object): Answer => ({
  ...{ status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
})
const calls = (name: string) => (call: Call) => call.path.startsWith(`/api/${name}`)
const uploading = ({ path }: Call) => path.startsWith('/files/upload/')

onEveryDatabase('pictures on their way into Slack', (database) => {
  let around: Outside
  let shop: { origin: string; asked: string[]; gives: (path: string) => Buffer | number; close(): void }
  let account: AccountRow
  beforeEach(async () => {
    around = await outside(1000)
    shop = await pictureServer()
    account = await lumen(database().db, shop.origin)
  })
  afterEach(() => {
    shop.close()
    return around.close()
  })

  const deps = (db: Db) => {
    const { botToken, apiUrl } = around.sandbox.slack
    const client = clients(botToken, apiUrl).drawing
    const row = { networkId: 'shop', name: 'Lumen', credentials: {}, options: account.options }
    return {
      ...{ db, workspaceId: 'T1', client, log, now: () => after(1), networks: all },
      fetch: (one: Parameters<typeof fetchAttachment>[1]) => {
        const custom = all.get('custom')
        if (!custom) throw new Error('No custom')
        return fetchAttachment(custom, one, row)
      },
    }
  }
  const dueNow = (db: Db) => db.execute(sql`update files set due_at = '2026-01-01' where due_at is not null`)
  const writes = (db: Db, ...names: string[]) =>
    receive(
      db,
      account,
      anyNetwork,
      message({
        ...{ id: 'm-1', text: 'It came like this' },
        attachments: names.map((name) => ({ url: `${shop.origin}/${name}`, type: 'image' as const, name })),
      }),
      after(0),
    )
  async function card(db: Db) {
    await db.execute(sql`update posts set retry_at = null, sending_at = sending_at - interval '31 seconds'`)
    await db.execute(sql`delete from paces`)
    const leased = await leaseNext(db, 'T1', after(1))
    const drawing = {
      ...{ leads: async () => [], permalink: async () => undefined, cardLink: async () => undefined },
      digest: async () => ({ gone: true }) as const,
    }
    if (leased) await draw({ ...deps(db), ...drawing }, leased)
    const [row] = (await around.sees()).messages.filter(({ channel }) => channel === 'C0SOCIAL01')
    return row
  }
  const thumbnail = (row: { blocks?: { accessory?: { slack_file?: { id: string } } }[] } | undefined) =>
    row?.blocks?.flatMap(({ accessory }) => accessory?.slack_file?.id ?? [])
  const inSlack = async () => (await around.sees()).files

  test('the card comes first; then the picture, from Slack’s own files, fetched and uploaded once', async () => {
    const { db } = database()
    await writes(db, 'a.png', 'b.png')
    const early = await card(db)
    expect(words(early)).toContain('2 pictures, on their way')
    expect(JSON.stringify(early)).not.toContain(shop.origin)
    while (await keepOneFile(deps(db)));
    expect(await keepOneFile(deps(db))).toBe(false)
    const late = await card(db)
    expect(late?.ts).toBe(early?.ts)
    const kept = await inSlack()
    expect(thumbnail(late)).toEqual([kept[0]?.id])
    expect(words(late)).toContain('1 more in Show All')
    expect(JSON.stringify(late)).not.toContain(shop.origin)
    expect([shop.asked, kept.length]).toEqual([['/a.png', '/b.png'], 2])
  })

  test('however many take them up at once, each picture is uploaded once', async () => {
    const { db } = database()
    await writes(db, 'a.png', 'b.png', 'c.png')
    await Promise.all([1, 2, 3, 4, 5, 6].map(() => keepOneFile(deps(db))))
    expect([shop.asked.toSorted(), (await inSlack()).length]).toEqual([['/a.png', '/b.png', '/c.png'], 3])
  })

  test('a network in trouble is asked again with growing pauses, and at last a link stands there', async () => {
    const { db } = database()
    await writes(db, 'a.png')
    shop.gives = () => 503
    const pauses: number[] = []
    for (let time = 0; time < 9; time += 1) {
      await dueNow(db)
      await keepOneFile(deps(db))
      const [row] = await db.select({ due: sql<number>`extract(epoch from due_at - clock_timestamp())` }).from(files)
      pauses.push(Math.round(Number(row?.due)))
    }
    expect(pauses.slice(0, 7)).toEqual([5, 20, 80, 320, 600, 600, 0])
    expect(shop.asked).toHaveLength(7)
    expect(words(await card(db))).toContain(`<${shop.origin}/a.png|a.png>`)
  })

  test.each([
    ['is not there', () => 404],
    ['is no picture', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ])('what %s is asked for once', async (_, gives) => {
    const { db } = database()
    await writes(db, 'a.png')
    shop.gives = gives
    for (let time = 0; time < 3; time += 1) {
      await dueNow(db)
      await keepOneFile(deps(db))
    }
    expect([shop.asked.length, (await inSlack()).length]).toEqual([1, 0])
  })

  test.each([
    ['refuses our token', answers({ ok: false, error: 'token_revoked' })],
    ['does not answer', 'cut'],
  ] as const)('Slack %s for however long: it comes once that is over', async (_, answer) => {
    const { db } = database()
    await writes(db, 'a.png')
    const mend = around.meddle(calls('files.'), async () => answer)
    for (let time = 0; time < 9; time += 1) {
      await dueNow(db)
      await keepOneFile(deps(db))
    }
    mend()
    await dueNow(db)
    await keepOneFile(deps(db))
    expect(await db.select().from(files)).toMatchObject([{ attempts: 10, failures: 0, failedAt: null, dueAt: null }])
    expect(await inSlack()).toHaveLength(1)
  })

  test('killed however often while it was brought, it is not given up for one failure', async () => {
    const { db } = database()
    await writes(db, 'a.png')
    await db.update(files).set({ attempts: 30 })
    shop.gives = () => 503
    await keepOneFile(deps(db))
    shop.gives = () => png
    await dueNow(db)
    await keepOneFile(deps(db))
    expect(await db.select().from(files)).toMatchObject([{ failures: 1, failedAt: null, dueAt: null }])
    expect(await inSlack()).toHaveLength(1)
  })

  test('Slack has not looked through it yet: the card stands without, and a little later with it', async () => {
    const { db } = database()
    await writes(db, 'a.png')
    await keepOneFile(deps(db))
    const mend = around.meddle(
      ({ body }) => body.includes('slack_file'),
      async () => answers({ ok: false, error: 'invalid_blocks' }),
    )
    const early = await card(db)
    expect([words(early).includes('It came like this'), thumbnail(early)]).toEqual([true, []])
    const waits = () =>
      db
        .select({ for: sql<number>`extract(epoch from retry_at - clock_timestamp())::float8` })
        .from(posts)
        .where(eq(posts.kind, 'card'))
    expect((await waits())[0]?.for).toBeGreaterThan(1)
    // What the customer writes now is not put off until the picture may be there.
    await receive(db, account, anyNetwork, message({ id: 'm-2', text: 'Well?' }), after(1))
    expect((await waits())[0]?.for).toBeLessThan(0.4)
    mend()
    expect(thumbnail(await card(db))).toHaveLength(1)
  })

  test('Slack was away before, and has not looked through it yet: that is waited for all the same', async () => {
    const { db } = database()
    await writes(db, 'a.png')
    await keepOneFile(deps(db))
    const back = around.meddle(calls('chat.postMessage'), async () => ({ status: 503, body: '' }))
    for (let time = 0; time < 8; time += 1) await card(db)
    back()
    const mend = around.meddle(
      ({ body }) => body.includes('slack_file'),
      async () => answers({ ok: false, error: 'invalid_blocks' }),
    )
    for (let time = 0; time < 3; time += 1) expect(thumbnail(await card(db))).toEqual([])
    mend()
    expect(thumbnail(await card(db))).toHaveLength(1)
  })

  test('deleted by the customer, a picture is deleted from Slack', async () => {
    const { db } = database()
    await writes(db, 'a.png')
    await keepOneFile(deps(db))
    await deleteMessage(db, account, { is: 'deletion', account: 'shop', id: 'm-1' }, after(2))
    await keepOneFile(deps(db))
    expect([(await inSlack()).length, (await db.select().from(files)).length]).toEqual([0, 0])
    expect(thumbnail(await card(db))).toEqual([])
  })

  test('deleted while it is being uploaded, it does not stay there', async () => {
    const { db } = database()
    await writes(db, 'a.png')
    around.meddle(uploading, async (_, passOn) => {
      await deleteMessage(db, account, { is: 'deletion', account: 'shop', id: 'm-1' }, after(2))
      expect(await keepOneFile(deps(db))).toBe(false)
      return passOn()
    })
    await keepOneFile(deps(db))
    expect(await inSlack()).toHaveLength(1)
    while (await keepOneFile(deps(db)));
    expect([(await inSlack()).length, (await db.select().from(files)).length]).toEqual([0, 0])
  })

  test('deleted before it was fetched, it is never fetched', async () => {
    const { db } = database()
    await writes(db, 'a.png')
    await deleteMessage(db, account, { is: 'deletion', account: 'shop', id: 'm-1' }, after(2))
    while (await keepOneFile(deps(db)));
    expect([shop.asked, (await db.select().from(files)).length]).toEqual([[], 0])
  })

  test('an edit that changes the pictures takes the old ones away, and brings the new', async () => {
    const { db } = database()
    await writes(db, 'a.png', 'b.png')
    while (await keepOneFile(deps(db)));
    const edit = (...names: string[]) =>
      editMessage(
        db,
        account,
        {
          ...{ is: 'edit', account: 'shop', id: 'm-1', text: 'Or so', at: after(names.length) },
          attachments: names.map((name) => ({ url: `${shop.origin}/${name}`, type: 'image' })),
        },
        after(9),
      )
    await edit('b.png')
    await edit('b.png', 'c.png')
    while (await keepOneFile(deps(db)));
    expect(shop.asked).toEqual(['/a.png', '/b.png', '/c.png'])
    const kept = await db.select().from(files).orderBy(files.url)
    expect(kept.map(({ url }) => url.at(-5))).toEqual(['b', 'c'])
    expect((await inSlack()).map(({ id }) => id).toSorted()).toEqual(kept.map(({ slackId }) => slackId).toSorted())
  })

  test('an upload that was cut short is done anew, and its first half deleted', async () => {
    const { db } = database()
    await writes(db, 'a.png')
    const mend = around.meddle(calls('files.completeUploadExternal'), async () => 'cut')
    await keepOneFile(deps(db))
    expect(await inSlack()).toHaveLength(1)
    mend()
    await dueNow(db)
    await keepOneFile(deps(db))
    const [row] = await db.select().from(files)
    expect((await inSlack()).map(({ id }) => id)).toEqual([row?.slackId])
    expect(row?.keptAt).not.toBeNull()
  })

  test('what an earlier process writes down late changes nothing', async () => {
    const { db } = database()
    await writes(db, 'a.png')
    const mend = around.meddle(uploading, async (_, passOn) => {
      mend()
      await dueNow(db)
      await keepOneFile(deps(db))
      return passOn()
    })
    await keepOneFile(deps(db))
    const [row] = await db.select().from(files)
    expect(row).toMatchObject({ attempts: 2, dueAt: null, failedAt: null })
    expect((await inSlack()).map(({ id }) => id)).toEqual([row?.slackId])
  })

  describe('a picture of a kind that no card shows', () => {
    const webp = Buffer.from('RIFF....WEBPVP8 ')
    const inThread = async (ts: string | undefined) =>
      (await around.sees()).messages.filter(({ threadTs }) => threadTs && threadTs === ts)
    beforeEach(() => {
      shop.gives = (path) => (path.endsWith('webp') ? webp : png)
    })

    test('stands in the card’s thread, beside those that the card shows', async () => {
      const { db } = database()
      await writes(db, 'a.webp', 'b.png')
      const early = await card(db)
      expect(words(early)).toContain('2 pictures, on their way')
      while (await keepOneFile(deps(db)));
      const late = await card(db)
      expect(words(late)).toContain('a.webp, in the thread')
      const kept = await inSlack()
      expect(kept.map(({ name }) => name?.replace(/\d+/, 'n')).toSorted()).toEqual(['picture-n.png', 'picture-n.webp'])
      expect(thumbnail(late)).toEqual(kept.flatMap(({ id, name }) => (name?.endsWith('png') ? [id] : [])))
      expect((await inThread(early?.ts)).flatMap(({ files }) => files)).toEqual(
        kept.flatMap(({ id, name }) => (name?.endsWith('webp') ? [id] : [])),
      )
    })

    test('is fetched once before there is a card, and brought once there is', async () => {
      const { db } = database()
      await writes(db, 'a.webp')
      for (const _ of [1, 2, 3]) {
        await dueNow(db)
        await keepOneFile(deps(db))
      }
      expect([shop.asked, await db.select().from(files)]).toMatchObject([['/a.webp'], [{ attempts: 0, failure: null }]])
      expect(words(await card(db))).toContain('a.webp, on its way')
      await dueNow(db)
      while (await keepOneFile(deps(db)));
      expect(words(await card(db))).toContain('a.webp, in the thread')
    })

    test('is deleted from Slack when its customer deletes it', async () => {
      const { db } = database()
      await writes(db, 'a.webp')
      await card(db)
      while (await keepOneFile(deps(db)));
      expect(await inSlack()).toHaveLength(1)
      await deleteMessage(db, account, { is: 'deletion', account: 'shop', id: 'm-1' }, after(2))
      while (await keepOneFile(deps(db)));
      expect([(await inSlack()).length, (await db.select().from(files)).length]).toEqual([0, 0])
    })
  })

  describe('a voice message that nobody could open elsewhere', () => {
    const says = (db: Db, ...names: string[]) =>
      receive(
        ...([db, account, anyNetwork] as const),
        message({
          ...{ id: 'm-1', text: '' },
          attachments: names.map((name) => ({ url: `${shop.origin}/${name}`, type: 'audio' as const, closed: true })),
        }),
        nine,
      )
    const inThread = async (ts: string | undefined) =>
      (await around.sees()).messages.filter(({ threadTs }) => threadTs && threadTs === ts)
    beforeEach(() => {
      shop.gives = () => Buffer.from('OggS and what she said')
    })

    test('stands in the card’s thread once there is one, and once only', async () => {
      const { db } = database()
      await says(db, 'a')
      await keepOneFile(deps(db))
      expect([shop.asked, await db.select().from(files)]).toMatchObject([[], [{ attempts: 0, failure: null }]])
      const early = await card(db)
      expect(words(early)).toContain('A voice message or sound, on its way')
      await dueNow(db)
      while (await keepOneFile(deps(db)));
      const [file] = await inSlack()
      expect(file?.name).toMatch(/^voice-\d+\.ogg$/)
      expect(await inThread(early?.ts)).toMatchObject([{ files: [file?.id] }])
      expect(words(await card(db))).toContain('A voice message or sound, in the thread')
    })

    test('whose last answer was lost is not there twice', async () => {
      const { db } = database()
      await says(db, 'a')
      const early = await card(db)
      const mend = around.meddle(calls('files.completeUploadExternal'), async (_, passOn) => {
        await passOn()
        return 'cut'
      })
      await dueNow(db)
      await keepOneFile(deps(db))
      mend()
      await dueNow(db)
      await keepOneFile(deps(db))
      const kept = await inSlack()
      expect(kept).toHaveLength(1)
      const shown = (await inThread(early?.ts)).flatMap(({ files = [] }) => files)
      expect(shown.filter((id) => kept.some((file) => file.id === id))).toHaveLength(1)
    })

    test('is deleted from Slack when its customer deletes it', async () => {
      const { db } = database()
      await says(db, 'a')
      await card(db)
      await dueNow(db)
      await keepOneFile(deps(db))
      expect(await inSlack()).toHaveLength(1)
      await deleteMessage(db, account, { is: 'deletion', account: 'shop', id: 'm-1' }, nine.add({ minutes: 2 }))
      while (await keepOneFile(deps(db)));
      expect([(await inSlack()).length, (await db.select().from(files)).length]).toEqual([0, 0])
    })

    test('too large is said to be so once, and nothing of it is kept', async () => {
      const { db } = database()
      await says(db, 'a')
      await card(db)
      shop.gives = () => Buffer.alloc(10 * 1024 * 1024 + 1)
      for (const _ of [1, 2]) {
        await dueNow(db)
        await keepOneFile(deps(db))
      }
      expect([shop.asked.length, (await inSlack()).length]).toEqual([1, 0])
      expect(words(await card(db))).not.toContain('on its way')
    })
  })

  test.each([
    ['by its name', 'a.svg', 'What she sent'],
    ['by what it holds', 'a.pdf', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
  ])('an SVG %s, sent as a file, is refused for good', async (_, name, holds) => {
    const { db } = database()
    shop.gives = () => Buffer.from(holds)
    const sent = { url: `${shop.origin}/${name}`, type: 'file' as const, name, closed: true as const }
    await receive(db, account, anyNetwork, message({ id: 'm-1', text: 'Look', attachments: [sent] }), nine)
    await card(db)
    for (let time = 0; time < 3; time += 1) {
      await dueNow(db)
      await keepOneFile(deps(db))
    }
    expect([shop.asked.length, (await inSlack()).length]).toEqual([1, 0])
  })

  test('without the scope it says so once, and a link stands there', async () => {
    const { db } = database()
    await writes(db, 'a.png')
    around.meddle(calls('files.getUploadURLExternal'), async () => answers({ ok: false, error: 'missing_scope' }))
    await keepOneFile(deps(db))
    await dueNow(db)
    expect(await keepOneFile(deps(db))).toBe(false)
    expect(words(await card(db))).toContain('a.png>')
  })

  test('Slack limits us: it waits as long as Slack says', async () => {
    const { db } = database()
    await writes(db, 'a.png')
    around.meddle(calls('files.getUploadURLExternal'), async () => ({
      ...answers({ ok: false, error: 'ratelimited' }),
      ...{ status: 429, headers: { 'retry-after': '37', 'content-type': 'application/json' } },
    }))
    await keepOneFile(deps(db))
    const [row] = await db.select({ due: sql<number>`extract(epoch from due_at - clock_timestamp())` }).from(files)
    expect(Math.round(Number(row?.due))).toBe(37)
  })

  test('while its account is paused nothing is fetched, and nothing is forgotten', async () => {
    const { db } = database()
    await writes(db, 'a.png')
    await db.update(accounts).set({ pausedAt: after(1) })
    expect(await keepOneFile(deps(db))).toBe(false)
    await db.update(accounts).set({ pausedAt: null })
    expect(await keepOneFile(deps(db))).toBe(true)
    expect(await inSlack()).toHaveLength(1)
  })

  test('only the first ten of a message are fetched; the rest are links', async () => {
    const { db } = database()
    await writes(db, ...Array.from({ length: 12 }, (_, place) => `${place}.png`))
    while (await keepOneFile(deps(db)));
    expect(shop.asked).toHaveLength(10)
    const drawn = words(await card(db))
    expect(drawn).toContain('9 more in Show All')
    expect(drawn).toContain('11.png>')
    expect(await db.select().from(messages)).toHaveLength(1)
  })
})

/** A shop's own server with its pictures. */
async function pictureServer() {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const given = it.gives(request.url ?? '')
    if (typeof given === 'number') return response.writeHead(given).end()
    response.end(given)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const it = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    gives: (_: string): Buffer | number => png,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  return it
}

async function lumen(db: Db, media: string): Promise<AccountRow> {
  await db.insert(workspaces).values({ id: 'T1', name: 'Lumen', createdAt: after(-60) })
  await db.insert(channels).values({ id: 'C0SOCIAL01', workspaceId: 'T1', name: 'social' })
  const [row] = await db
    .insert(accounts)
    .values({
      ...{ workspaceId: 'T1', network: 'custom', networkId: 'shop', name: 'Lumen', credentials: 'v1' },
      ...{ connectedAt: after(-60), since: after(-60), options: { media }, channelId: 'C0SOCIAL01' },
    })
    .returning()
  if (!row) throw new Error('No account')
  return row
}
