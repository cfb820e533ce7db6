import { expect, test } from 'vitest'
import { reply } from '../../src/tickets/reply.ts'
import {
  addSavedReply,
  changeSavedReply,
  countSavedReplies,
  findSavedReplies,
  listSavedReplies,
  removeSavedReply,
  savedReplyOf,
} from '../../src/tickets/saved-reply.ts'
import { after, company, nine, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('saved replies', (database) => {
  const late = { title: 'Late delivery', text: 'Hi {first name}, it left this morning.', language: null }

  test('are found by their words, what fits the customer’s language first, then what is used most', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    await addSavedReply(db, 'T1', late, grace, nine)
    await addSavedReply(db, 'T1', { title: 'Spät', text: 'Es kommt 100% morgen.', language: 'de' }, grace, nine)
    await addSavedReply(db, 'T1', { title: 'Refund', text: 'The money is on its way.', language: null }, grace, nine)
    const titles = async (words: string, ...languages: string[]) =>
      (await findSavedReplies(db, 'T1', { words, languages, most: 10 })).map(({ title }) => title)
    expect(await titles('')).toEqual(['Late delivery', 'Refund', 'Spät'])
    expect(await titles('', 'de')).toEqual(['Spät', 'Late delivery', 'Refund'])
    expect(await titles('LATE morning')).toEqual(['Late delivery'])
    expect(await titles('100%')).toEqual(['Spät'])
    expect(await titles('%')).toEqual(['Spät'])

    const [refund] = await findSavedReplies(db, 'T1', { words: 'refund', languages: [], most: 1 })
    const opened = await ticket(db, account)
    const sending = { text: 'It is on its way.', place: 'private' as const, next: 'their turn' as const, seen: 0 }
    for (const submission of ['V1', 'V1'])
      await reply(
        db,
        opened,
        { ...sending, submission, evenIfTaken: false, savedReplies: [refund?.id ?? 0] },
        grace,
        after(1),
      )
    expect(await titles('')).toEqual(['Refund', 'Late delivery', 'Spät'])
    expect((await savedReplyOf(db, 'T1', refund?.id ?? 0))?.uses).toBe(1)
  })

  test('no two of one name in one language', async () => {
    const { db } = database()
    const { grace } = await company(db)
    await addSavedReply(db, 'T1', late, grace, nine)
    await expect(addSavedReply(db, 'T1', { ...late, text: 'Other' }, grace, nine)).rejects.toThrow(
      'There is one named “Late delivery” already. Choose another name.',
    )
    await addSavedReply(db, 'T1', { ...late, language: 'fr' }, grace, nine)
    const [first] = await listSavedReplies(db, 'T1', { most: 1, after: 0 })
    if (!first) throw new Error('None')
    await expect(changeSavedReply(db, first, { ...late, language: 'fr' }, grace, nine)).rejects.toThrow(
      'in this language',
    )
  })

  test('changed by two at once: the second is told', async () => {
    const { db } = database()
    const { grace, alan } = await company(db)
    await addSavedReply(db, 'T1', late, grace, nine)
    const [opened] = await listSavedReplies(db, 'T1', { most: 1, after: 0 })
    if (!opened) throw new Error('None')
    await changeSavedReply(db, opened, { ...late, text: 'It is there.' }, grace, after(1))
    await expect(changeSavedReply(db, opened, { ...late, text: 'Soon.' }, alan, after(2))).rejects.toThrow(
      'Somebody else has changed this meanwhile.',
    )
    expect((await savedReplyOf(db, 'T1', opened.id))?.text).toBe('It is there.')
  })

  test('deleted, it is gone, and another workspace never sees or deletes it', async () => {
    const { db } = database()
    const { grace } = await company(db)
    await addSavedReply(db, 'T1', late, grace, nine)
    const [opened] = await listSavedReplies(db, 'T1', { most: 1, after: 0 })
    await removeSavedReply(db, 'T2', opened?.id ?? 0)
    expect(await countSavedReplies(db, 'T1')).toBe(1)
    expect(await countSavedReplies(db, 'T2')).toBe(0)
    await removeSavedReply(db, 'T1', opened?.id ?? 0)
    expect(await countSavedReplies(db, 'T1')).toBe(0)
  })
})
