import { ne } from 'drizzle-orm'
import { afterEach, expect, test, vi } from 'vitest'
import { connectAccount } from '../../src/cli/connect-account.ts'
import { exitOf } from '../../src/cli/run.ts'
import { openDatabase } from '../../src/db/connect.ts'
import { accounts, deliveries, episodes } from '../../src/db/schema.ts'
import { sealWith } from '../../src/db/seal.ts'
import { bluesky } from '../../src/networks/bluesky/index.ts'
import { custom } from '../../src/networks/custom/index.ts'
import { mastodon } from '../../src/networks/mastodon/index.ts'
import { messenger } from '../../src/networks/messenger/index.ts'
import type { Network } from '../../src/networks/network.ts'
import { telegram } from '../../src/networks/telegram/index.ts'
import { x } from '../../src/networks/x/index.ts'
import { receive } from '../../src/tickets/receive.ts'
import { after, anyNetwork, company, message, nine } from '../company.ts'
import { onEveryDatabase, onServer, serverDatabase } from '../database.ts'

const quietly = { lines: (async function* () {})(), out: () => {}, err: () => {} }

onEveryDatabase('npm run connect', (database) => {
  async function connected(network: Network, now: Temporal.Instant) {
    await company(database().db)
    return connect(['name=forum'], network, now)
  }

  async function connect(fields: string[], network: Network = custom, now = nine, beside: Network[] = []) {
    const { db } = database()
    const context = {
      ...{
        db,
        workspaceId: 'T1',
        networks: new Map([network, ...beside].map((one) => [one.name, one])),
        now: () => now,
      },
      ...{ seal: sealWith(Buffer.alloc(32)), channelNamed: async () => 'C1' },
    }
    await connectAccount(context, ['custom', ...fields], quietly)
    const [row] = await db.select().from(accounts).where(ne(accounts.networkId, 'shop'))
    if (!row) throw new Error('Not connected')
    return row
  }

  test('by a machine that is ten minutes ahead: what is delivered in the first minutes is answered in time', async () => {
    const row = await connected(custom, after(10))
    expect(await receive(database().db, row, anyNetwork, message({ at: after(3) }), after(13))).toBeDefined()
    expect(await database().db.select().from(episodes)).toMatchObject([{ startedAt: after(3), endedAt: null }])
  })

  test('again with a new secret: where its replies go, what people call it and its search stay as they were', async () => {
    await company(database().db)
    const all = ['callback=https://forum.example/in', 'media=https://files.example', 'label=Forum', 'as=Lumen']
    await connect(['name=forum', ...all, 'quiet=off', 'search=lumen'])
    const secret = `whsec_${Buffer.alloc(24).toString('base64')}`
    expect((await connect(['name=forum', `secret=${secret}`])).options).toEqual({
      ...{ callback: 'https://forum.example/in', media: 'https://files.example', label: 'Forum', as: 'Lumen' },
      ...{ quiet: 'off', search: 'lumen' },
    })
  })

  test('again for another callback: its source goes on signing with the secret it has, until another is asked for', async () => {
    await company(database().db)
    const secretOf = ({ credentials }: { credentials: string }) => sealWith(Buffer.alloc(32)).open(credentials).secret
    const made = secretOf(await connect(['name=forum']))
    expect(secretOf(await connect(['name=forum', 'callback=https://forum.example/in']))).toBe(made)
    expect(secretOf(await connect(['name=forum', 'secret=']))).toMatch(/^whsec_/)
    expect(secretOf(await connect(['name=forum']))).not.toBe(made)
  })

  test('asked what has come as often as it says, from every second to once a day; anything else is refused', async () => {
    await company(database().db)
    const network = { ...custom, poll: bluesky.poll }
    for (const poll of ['999999999999', 'Infinity', '86401', '0', '0.5', '0b11', '1e3', 'soon'])
      await expect(connect(['name=forum', `poll=${poll}`], network)).rejects.toThrow(
        'poll= is a number of seconds, from 1 to 86400 (a day).',
      )
    for (const poll of ['40', '2.5', '86400'])
      expect((await connect(['name=forum', `poll=${poll}`], network)).options.poll).toBe(poll)
    await expect(connect(['name=forum', 'poll=60'])).rejects.toThrow('Custom is never asked what has come')
  })

  test('again with nothing behind a name: that one is empty from now on', async () => {
    await company(database().db)
    await connect(['name=forum', 'callback=https://forum.example/in', 'media=https://files.example', 'search=lumen'])
    const { options } = await connect(['name=forum', 'media=', 'search='])
    expect(options).toEqual({ callback: 'https://forum.example/in' })
  })

  /** Finds out this, and tells where it was asked. */
  function asking({ connect }: Network, found: { networkId: string; name: string }) {
    const asked: (string | undefined)[] = []
    const check: Network['connect']['check'] = async (_, api) => {
      asked.push(api)
      return { ...found, credentials: {} }
    }
    return { asked, network: { ...custom, connect: { ...connect, check } } }
  }

  test.each([
    [bluesky, ['handle=@Lumen.example', 'password=p'], { networkId: 'did:plc:1', name: '@lumen.example' }],
    [mastodon, ['instance=https://m.example/', 'token=t'], { networkId: '1@m.example', name: '@lumen@m.example' }],
    [telegram, ['token=702:AAH-x'], { networkId: '702', name: '@lumen_bot' }],
    [x, ['token=81-abc'], { networkId: '81', name: '@lumen' }],
    [messenger, ['page=103', 'token=t'], { networkId: '103', name: 'Lumen' }],
  ])(
    'again without api=, on $name: its credentials go where they went, until that is emptied',
    async (of, fields, found) => {
      await company(database().db)
      const { asked, network } = asking(of, found)
      await connect([...fields, 'api=https://own.example'], network)
      expect(await connect(fields, network)).toMatchObject({ apiUrl: 'https://own.example' })
      expect(await connect([...fields, 'api='], network)).toMatchObject({ apiUrl: null })
      expect(await connect(fields, network)).toMatchObject({ apiUrl: null })
      expect(asked).toEqual(['https://own.example', 'https://own.example', undefined, undefined])
    },
  )

  test.each(['own.example/api', 'ftp://own.example', 'https://roost:s3cret@own.example'])(
    'to an address at which nobody can be called, %s: nothing is sent, and it is said what to write',
    async (api) => {
      await company(database().db)
      const { asked, network } = asking(bluesky, { networkId: 'did:plc:1', name: '@lumen.example' })
      await expect(connect(['handle=lumen.example', 'password=p', `api=${api}`], network)).rejects.toThrow(
        /^api= must be an http or https address without a name or password in it, such as/,
      )
      expect(asked).toEqual([])
    },
  )

  test('of another account than the one on a server of its own: nothing is sent before it is said where it goes', async () => {
    await company(database().db)
    const { asked, network } = asking(bluesky, { networkId: 'did:plc:1', name: '@lumen.example' })
    await connect(['handle=lumen.example', 'password=p', 'api=https://own.example'], network)
    await expect(connect(['handle=forum.example', 'password=p'], network)).rejects.toThrow(
      'Say where this one goes: api=',
    )
    expect(asked).toEqual(['https://own.example'])
  })

  test('again: what waits is taken in, also what came by the callback of another network of the same app, and no other', async () => {
    const { db } = database()
    await company(db)
    const ofMeta = (name: string): Network => ({ ...messenger, name, connect: custom.connect })
    const waiting = { workspaceId: 'T1', body: '{}', receivedAt: nine, retryAt: after(60) }
    await connect(['name=forum'], ofMeta('custom'))
    await db.insert(deliveries).values(['custom', 'facebook', 'x'].map((network) => ({ ...waiting, network })))
    await connect(['name=forum'], ofMeta('custom'), nine, [ofMeta('facebook'), x])
    const rows = await db.select().from(deliveries).orderBy(deliveries.id)
    expect(rows.map(({ network, retryAt }) => [network, retryAt])).toEqual([
      ['custom', null],
      ['facebook', null],
      ['x', after(60)],
    ])
  })

  test('to a network that is read: what was written before is none of ours', async () => {
    const poll = { everySeconds: 60, fetch: async () => ({ incoming: [], cursor: null }), read: () => [] }
    const row = await connected({ ...custom, poll }, after(10))
    expect(await receive(database().db, row, anyNetwork, message({ at: after(3) }), after(13))).toBeUndefined()
  })
})

onServer('npm run connect, beside the app', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  })

  test('by a machine that is an hour ahead: the time is the database’s', async () => {
    const { url, drop } = await serverDatabase()
    const now = Temporal.Now.instant()
    vi.stubEnv('DATABASE_URL', url)
    vi.stubEnv('ENCRYPTION_KEY', Buffer.alloc(32, 1).toString('base64'))
    vi.spyOn(Temporal.Now, 'instant').mockImplementation(() => now.add({ hours: 1 }))
    vi.spyOn(Date, 'now').mockImplementation(() => now.add({ hours: 1 }).epochMilliseconds)
    expect(await exitOf('connect', ['custom', 'name=forum'], quietly)).toBe(0)
    const database = await openDatabase({ url, dataDir: '' })
    const [row] = await database.db.select().from(accounts)
    await database.close()
    await drop()
    expect(row?.since.since(now).total('minutes')).toBeLessThan(5)
  })
})
