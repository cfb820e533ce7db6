import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../../src/cli/context.ts'
import { moveSettings } from '../../src/cli/move-settings.ts'
import { carryOut } from '../../src/cli/sockets.ts'
import { channels, episodes, tickets } from '../../src/db/schema.ts'
import { sealWith } from '../../src/db/seal.ts'
import { settingsOf } from '../../src/settings/stored.ts'
import { after, company, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { desk } from '../desk.ts'
import { tick } from '../jobs/channel.ts'

const office = `schedules:
  - name: Office
    zone: Europe/Belgrade
    hours: { mon-fri: [ 08:00-12:00, 13:30-18:00 ] }
    holidays: [ 2026-12-25 ]
targets:
  - { when: { place: private }, firstReply: 15m, schedule: Office }
`

onEveryDatabase('settings as a file', (database) => {
  const settings = async (args: string[], input = '') => {
    const [out, err]: [string[], string[]] = [[], []]
    const lines = (async function* () {
      yield* input.split('\n')
    })()
    const io = { lines, out: (line: string) => void out.push(line), err: (line: string) => void err.push(line) }
    const code = await carryOut(moveSettings, contextOf(database().db), args, io)
    return { code, out: out.join('\n'), err: err.join('\n') }
  }
  const dueAt = async () => (await database().db.select().from(episodes)).map((one) => one.dueAt?.toString())

  test('what is imported is what is exported', async () => {
    await company(database().db)
    const { code, out } = await settings(['import'], office)
    expect([code, out]).toEqual([0, 'The settings hold from now on. What was promised before stays as it was.'])
    const exported = (await settings(['export'])).out
    expect(exported).toContain('mon-fri: [ 08:00-12:00, 13:30-18:00 ]')
    expect(exported).toContain('- { when: { place: private }, firstReply: 15m, schedule: Office }')
    await settings(['import'], exported)
    expect((await settings(['export'])).out).toBe(exported)
  })

  test('each error has its line, column and field, and nothing is changed', async () => {
    await company(database().db)
    const before = (await settings(['export'])).out
    const bad = office.replace('Belgrade', 'Belgrad').replace('15m', 'soon')
    expect(await settings(['import'], bad)).toEqual({
      code: 1,
      out: '',
      err: [
        'Nothing is changed. What is wrong:',
        '  line 3, column 11: schedules[0].zone: "Europe/Belgrad" is not a time zone. Write one such as Europe/Belgrade.',
        '  line 7, column 45: targets[0].firstReply: "soon" is no length of time. Write 15m, 1h, 8h or 2d, up to 366d.',
      ].join('\n'),
    })
    expect((await settings(['export'])).out).toBe(before)
  })

  test('routes go out with the names of their channels, and come back in', async () => {
    await company(database().db)
    await database().db.insert(channels).values({ id: 'C2', workspaceId: 'T1', name: 'care' })
    const file =
      'routes:\n  - when: { words: [ refund ], language: German }\n    channel: "#care"\n    tags: [ refund ]\n'
    expect(await settings(['import'], file)).toMatchObject({ code: 0, err: '' })
    expect((await settingsOf(database().db, 'T1')).team.routes).toMatchObject([
      { channel: 'C2', when: { language: 'de' } },
    ])
    const exported = (await settings(['export'])).out
    expect(exported).toContain('channel: "#care"')
    await settings(['import'], exported)
    expect((await settings(['export'])).out).toBe(exported)
  })

  test('a channel that Roost cannot post in is refused at its line, and nothing is changed', async () => {
    await company(database().db)
    const file = 'languages: [ de ]\nroutes:\n  - { when: { language: de }, channel: "#nowhere" }\n'
    expect(await settings(['import'], file)).toEqual({
      code: 1,
      out: '',
      err: 'Nothing is changed. What is wrong:\n  line 3, column 40: routes[0].channel: There is no channel #nowhere.',
    })
    expect((await settingsOf(database().db, 'T1')).team.languages).toEqual(['en'])
  })

  test('a promise to an account that is not there is noted', async () => {
    await company(database().db)
    const { code, err } = await settings(['import'], 'targets: [{ when: { account: Lumn }, firstReply: 1h }]')
    expect([code, err]).toEqual([0, expect.stringContaining('no account is named Lumn yet')])
  })

  test.each([
    [['improt'], /^Say what to do: npm run settings -- export/],
    [['export', '--rewrite-promises'], /--rewrite-promises is not known here/],
    [['import'], /The file is empty, so nothing is changed/],
  ])('%j alone is answered in a sentence', async (args, sentence) => {
    await company(database().db)
    const { code, err } = await settings(args)
    expect(code).toBe(1)
    expect(err).toMatch(sentence)
  })

  test('what was promised before stays, unless the lead says so', async () => {
    const { db } = database()
    const { account } = await company(db)
    await ticket(db, account)
    await settings(['import'], 'targets: [{ firstReply: 15m }]')
    await tick(db, after(1))
    expect(await dueAt()).toEqual([after(60).toString()])
    await settings(['import', '--rewrite-promises'], 'targets: [{ firstReply: 15m }]')
    await tick(db, after(2))
    expect(await dueAt()).toEqual([after(15).toString()])
  })

  test('a new ladder holds for the tickets that wait, however many', async () => {
    const { db } = database()
    const { account } = await company(db)
    for (const index of Array.from({ length: 250 }, (_, number) => number))
      await ticket(db, account, { conversation: `c${index}`, customer: { id: `c${index}` } })
    await settings(['import'], 'reminders: { steps: [{ at: 10%, tell: leads }] }')
    await tick(db, after(1))
    const rows = await db.select().from(tickets)
    expect(new Set(rows.map(({ nextDueAt }) => nextDueAt?.toString()))).toEqual(new Set([after(6).toString()]))
  })
})

describe('npm run settings', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'roost-settings-'))
    writeFileSync(join(folder, 'office.yml'), office)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const settings = (data: string, args: string[], input = '') => run(join(folder, data), args, input)

  test('works while Roost does not run: from and to a file, or - for standard input and output', async () => {
    expect(await settings('idle', ['import', '-'], office)).toMatchObject({ code: 0, err: '' })
    const copy = join(folder, 'copy.yml')
    expect(await settings('idle', ['export', copy])).toMatchObject({ out: `The settings stand in ${copy}.\n` })
    expect(await settings('idle', ['export', '-'])).toMatchObject({ code: 0, out: readFileSync(copy, 'utf8') })
    expect(await settings('idle', ['import', 'no-such.yml'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^no-such\.yml cannot be read/),
    })
  }, 120_000)

  test('while Roost runs it is carried out there: the file is read and written where one asks', async () => {
    const it = await desk({ dataDir: join(folder, 'running') })
    try {
      expect(await settings('running', ['import', join(folder, 'office.yml')])).toMatchObject({ code: 0 })
      const copy = join(folder, 'from-running.yml')
      await settings('running', ['export', copy])
      expect(readFileSync(copy, 'utf8')).toContain('name: Office')
      await it.write({ text: 'How long do you promise?' })
      await it.press('Everything Else…', 'How long do you promise')
      const says = await it.until((all) =>
        all.modals.map((one) => JSON.stringify(one)).find((one) => /Due at/.test(one)),
      )
      expect(says).toContain('First reply within 15 minutes of Office time, for private messages')
    } finally {
      await it.close()
    }
  }, 120_000)
})

function run(dataDir: string, args: string[], input: string): Promise<{ code: number; out: string; err: string }> {
  return new Promise((done) => {
    const env = { PATH: process.env.PATH ?? '', DATA_DIR: dataDir }
    const child = execFile(process.execPath, ['src/cli/settings.ts', ...args], { env }, (error, out, err) =>
      done({ code: Number(error?.code ?? 0), out, err }),
    )
    child.stdin?.end(input)
  })
}

function contextOf(db: Context['db']): Context {
  return {
    ...{ db, workspaceId: 'T1', networks: new Map(), seal: sealWith(Buffer.alloc(32)), now: () => after(0) },
    async channelNamed(wanted) {
      const rows = await db.select().from(channels)
      const found = rows.find(({ id, name }) => id === wanted || `#${name}` === wanted)
      if (!found) throw new Error(`There is no channel ${wanted}`)
      return found.id
    },
  }
}
