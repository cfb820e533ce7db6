import { expect, test } from 'vitest'
import { exportRows } from '../../src/cli/export-rows.ts'
import { customers, messages } from '../../src/db/schema.ts'
import { onEveryDatabase } from '../database.ts'
import { at, company, ticket } from '../stats/company.ts'
import { run } from './terminal.ts'

const now = at('2026-11-20T12:00:00Z')
const days = ['--from', '2026-11-12', '--to', '2026-11-13']

onEveryDatabase('an export', (database) => {
  const take = (...args: string[]) => run(exportRows, { db: database().db, workspaceId: 'T1', now }, args)

  test('tickets: a header first, the oldest first, those of the days only', async () => {
    const { db } = database()
    const lumen = await company(db)
    const { grace } = lumen
    await ticket(db, lumen, [{ from: '2026-11-12T10:00:00Z' }], { tags: ['late delivery', 'login'] })
    await ticket(db, lumen, [{ from: '2026-11-12T09:00:00Z', replied: '2026-11-12T09:10:00Z', by: grace }])
    await ticket(db, lumen, [{ from: '2026-11-13T00:00:00Z' }])
    const { code, out, err } = await take('tickets', ...days)
    expect([code, err]).toEqual([0, []])
    expect(out).toEqual([
      'ticket,network,account,place,channel,customer,handle,language,priority,tags,opened_at,claimed_at,owner,first_reply_at,first_reply_ms,first_reply_due_at,closed_at,closed_as,closed_by,reopened_at,satisfaction,history,continues_at',
      '1002,custom,shop,private,shop,Mira,,,normal,,2026-11-12T09:00:00Z,,Grace,2026-11-12T09:10:00Z,600000,2026-11-12T10:00:00Z,,,,,,false,',
      '1001,custom,shop,private,shop,Mira,,,normal,"late delivery, login",2026-11-12T10:00:00Z,,,,,,,,,,,false,',
    ])
  })

  test('messages as ndjson, with what became of each', async () => {
    const { db } = database()
    const lumen = await company(db)
    await ticket(db, lumen, [{ from: '2026-11-12T09:00:00Z', replied: '2026-11-12T09:10:00Z', by: lumen.ana }])
    const { out } = await take('messages', '2026-11-12..2026-11-13', '--format', 'ndjson')
    expect(out.map((line) => JSON.parse(line))).toMatchObject([
      { ticket: 1001, at: '2026-11-12T09:00:00Z', direction: 'inbound', customer: 'Mira', text: 'Where is my order?' },
      { direction: 'outbound', agent: 'Ana', sent_at: '2026-11-12T09:10:00Z', attachments: [] },
    ])
  })

  test('figures, a line a day', async () => {
    const { db } = database()
    const lumen = await company(db)
    await ticket(db, lumen, [{ from: '2026-11-12T09:00:00Z', replied: '2026-11-12T09:10:00Z', by: lumen.ana }])
    const { out } = await take('figures', '--from', '2026-11-11', '--to', '2026-11-14', '--format', 'ndjson')
    expect(out.map((line) => JSON.parse(line))).toMatchObject([
      { day: '2026-11-11', received: 0, first_reply_n: 0, first_reply_median_ms: null, within_target_percent: null },
      { day: '2026-11-12', received: 1, first_reply_n: 1, first_reply_median_ms: 600_000, within_target_percent: 100 },
      { day: '2026-11-13', received: 0 },
    ])
  })

  test.each(['tickets', 'messages', 'figures'])('%s: nothing of another workspace', async (what) => {
    const { db } = database()
    const lumen = await company(db)
    await ticket(db, lumen, [{ from: '2026-11-12T09:00:00Z', replied: '2026-11-12T09:10:00Z', by: lumen.ana }])
    const { out } = await take(what, ...days)
    const foreign = await company(db, 'T2')
    for (const ended of ['replied', 'closed', 'excused'])
      await ticket(db, foreign, [{ from: '2026-11-12T09:00:00Z', [ended]: '2026-11-12T10:00:00Z', by: foreign.ana }], {
        ...{ closedAt: at('2026-11-12T11:00:00Z'), closedAs: 'resolved', reopenedAt: at('2026-11-12T12:00:00Z') },
      })
    await ticket(db, foreign, [{ from: '2026-11-12T09:00:00Z' }], { elsewhere: 'by phone' })
    expect((await take(what, ...days)).out).toEqual(out)
  })

  test('a spreadsheet runs nothing a customer wrote', async () => {
    const { db } = database()
    const lumen = await company(db)
    await ticket(db, lumen, [{ from: '2026-11-12T09:00:00Z' }])
    for (const text of ['=1+1', '+49 30 1', '-2', '@SUM(A1)', '  =1', '＝1', 'a "b",\nc', 'plain = 1']) {
      await db.update(messages).set({ text })
      await db.update(customers).set({ name: text })
      const { out } = await take('messages', ...days)
      const [, row = ''] = out
      const cell = /^[\s=+\-@＝]/.test(text) ? `'${text}` : text
      expect(row).toContain(/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : `,${cell},`)
    }
    const { out } = await take('messages', ...days, '--format', 'ndjson')
    expect(JSON.parse(out[0] ?? '').text).toBe('plain = 1')
  })

  test('the mark of UTF-8 only on request', async () => {
    await company(database().db)
    expect((await take('tickets', ...days)).out[0]).toMatch(/^ticket,/)
    expect((await take('tickets', ...days, '--bom')).out[0]).toMatch(/^\uFEFFticket,/)
  })

  test('many pages leave nothing out and nothing twice, even at the same moment', async () => {
    const { db } = database()
    const lumen = await company(db)
    const one = await ticket(db, lumen, [{ from: '2026-11-12T09:00:00Z' }])
    const same = { at: at('2026-11-12T10:00:00.123Z'), receivedAt: now, ticketId: one.id, accountId: lumen.shop.id }
    await db.insert(messages).values(
      Array.from({ length: 1300 }, (_, index) => ({
        ...{ ...same, workspaceId: 'T1', direction: 'note' as const, place: 'private' as const, text: `${index}` },
      })),
    )
    const { out } = await take('messages', ...days, '--format', 'ndjson')
    expect(new Set(out.map((line) => JSON.parse(line).message)).size).toBe(1301)
    expect(out).toHaveLength(1301)
  })

  test('what cannot be read is answered on standard error, with what can', async () => {
    await company(database().db)
    expect(await take('ticket', ...days)).toEqual({
      ...{ code: 1, out: [] },
      err: ['What to export is one of tickets, messages, figures; did you mean tickets?'],
    })
    expect((await take('tickets', ...days, '--format', 'xls')).err[0]).toMatch(/^--format is one of csv, ndjson/)
    expect((await take('tickets', '--from', '2026-11-12')).err[0]).toMatch(/^Name the days once/)
    expect((await take('tickets', ...days, '--agent', 'Gracee')).err[0]).toMatch(/Did you mean Grace\?$/)
    expect((await take('tickets', '--form', 'csv')).err[0]).toMatch(/^Unknown option '--form'/)
  })
})
