import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { close } from '../../src/tickets/close.ts'
import { editMessage } from '../../src/tickets/edit-message.ts'
import { type Before, find, findNumber } from '../../src/tickets/find.ts'
import { note } from '../../src/tickets/note.ts'
import { receive } from '../../src/tickets/receive.ts'
import { after, anyNetwork, company, message, nine, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

const mira = { id: 'mira', name: 'Mira Petrova', handle: 'mira.p' }
const kenji = { id: 'kenji', name: 'Kenji Mori', handle: 'kenji_m' }

onEveryDatabase('finding', (database) => {
  test.each([
    ['dishwasher', ['safe']],
    ['DISH safe', ['safe']],
    ['wash', []],
    ['kenji', ['parcel', 'safe']],
    ['@kenji_m parcel', ['parcel']],
    ['mori, refund', []],
    ['48213', ['order']],
    ['4821', []],
    ['#48213', ['order']],
    ['ÜBERWEISUNG', ['order']],
    ['包裹', ['chinese']],
    ['裹包', []],
    ['ส่งของ', ['thai']],
    ['where', ['parcel', 'order']],
    ['it’s; a "refund"?', []],
    ["o'brien", ['names']],
    ['!!! ???', []],
    ['\\ | & <-> :*', []],
    ['', []],
  ])('%j', async (words, names) => {
    const { db } = database()
    const { account } = await company(db)
    const texts: Record<string, [object, string]> = {
      names: [{ id: 'o', name: "Liam O'Brien" }, 'Hello there'],
      thai: [{ id: 't', name: 'Aylin' }, 'คุณส่งของวันไหนครับ'],
      chinese: [{ id: 'w', name: 'Wei' }, '我的包裹在哪里？'],
      order: [mira, 'Where is my order #48213? Die Überweisung ist raus'],
      safe: [kenji, 'Is it dishwasher-safe?'],
      parcel: [kenji, 'Where is my parcel'],
    }
    const ids = new Map<number, string>()
    for (const [place, [name, [customer, text]]] of Object.entries(texts).entries())
      ids.set((await ticket(db, account, { customer, conversation: name, text, at: after(place) } as never)).id, name)
    const found = await find(db, 'T1', { words, most: 10 })
    expect(found.map(({ ticket }) => ids.get(ticket.id))).toEqual(names)
    expect(await find(db, 'T2', { words, most: 10 })).toEqual([])
  })

  test('a ticket stands once, at its newest message; notes and edits are found, deleted words are not', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    const first = await ticket(db, account, { id: 'a', text: 'My lamp is broken', customer: mira })
    await receive(db, account, anyNetwork, message({ text: 'The lamp, still', customer: mira, at: after(5) }), after(5))
    const other = await ticket(db, account, { customer: kenji, conversation: 'k', text: 'Nice lamp', at: after(3) })
    const found = await find(db, 'T1', { words: 'lamp', most: 10 })
    expect(found.map(({ ticket, message }) => [ticket.id, message?.text])).toEqual([
      [first.id, 'The lamp, still'],
      [other.id, 'Nice lamp'],
    ])
    await note(db, other, { text: 'He means the bedside one' }, grace, after(6))
    expect(await find(db, 'T1', { words: 'bedside', most: 10 })).toMatchObject([{ message: { direction: 'note' } }])
    const edit = { is: 'edit' as const, account: 'shop', id: 'a', text: 'My chair is broken', at: after(7) }
    await editMessage(db, account, edit, after(7))
    expect(await find(db, 'T1', { words: 'chair', most: 10 })).toHaveLength(1)
    expect(await find(db, 'T1', { words: 'broken lamp', most: 10 })).toEqual([])
  })

  test('page by page nothing is left out and nothing stands twice, among the newest and far back', async () => {
    const { db } = database()
    const { account } = await company(db)
    await many(db, account, 700)
    const seen: number[] = []
    let before: Before | undefined
    for (;;) {
      const found = await find(db, 'T1', { words: 'lamp', before, most: 9 })
      seen.push(...found.map(({ ticket }) => ticket.id))
      if (found.length < 9) break
      before = found.at(-1)?.message
    }
    expect(seen).toHaveLength(70)
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a))
    expect(await find(db, 'T1', { words: 'rocket lamp', most: 9 })).toHaveLength(1)
  })

  test('a number finds its ticket, of this workspace alone', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    const opened = await ticket(db, account)
    await close(db, opened, 'resolved', grace, after(1))
    expect((await findNumber(db, 'T1', `#${opened.id}`))?.ticket.closedAs).toBe('resolved')
    expect(await findNumber(db, 'T2', `${opened.id}`)).toBeUndefined()
    expect(await findNumber(db, 'T1', 'order 1001')).toBeUndefined()
    expect(await findNumber(db, 'T1', '999999999999999')).toBeUndefined()
  })
})

/** Every tenth is about a lamp, and the very first of those about a rocket as well. */
async function many(db: Db, account: Awaited<ReturnType<typeof company>>['account'], count: number) {
  for (let n = 0; n < count; n++) {
    const text = n % 10 ? 'Is the shop open?' : n ? 'About the lamp' : 'A rocket lamp'
    const at = nine.add({ seconds: n })
    await receive(db, account, anyNetwork, message({ customer: { id: `c${n}` }, conversation: `c${n}`, text, at }), at)
  }
}
