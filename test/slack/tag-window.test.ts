import { expect, test } from 'vitest'
import { agents, tickets } from '../../src/db/schema.ts'
import { mergeTag, offerTag } from '../../src/tickets/tend-tag.ts'
import { after, company, nine, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { hearing } from './pressed.ts'

onEveryDatabase('the window of tags', (database) => {
  test('a tag that was merged into another while the window stood open is not chosen any more, and it says so', async () => {
    const { db } = database()
    const { account } = await company(db)
    await db.update(agents).set({ seenAt: nine })
    const { id } = await ticket(db, account)
    await offerTag(db, 'T1', 'lateness', after(1))
    await mergeTag(db, 'T1', { from: 'lateness', into: 'late' }, after(2))
    const slack = await hearing(db)
    const save = (tag: string) => slack.hears(submission(id, tag))
    await save('lateness')
    expect(slack.told.at(-1)?.body).toContain('“lateness” is retired. Choose another')
    expect(slack.told.at(-1)?.body).toContain('"tags":')
    expect((await db.select().from(tickets))[0]?.tags).toEqual([])
    await save('late')
    await slack.close()
    expect((await db.select().from(tickets))[0]?.tags).toEqual(['late'])
  })
})

/** As Grace sends it who opened the window when the ticket had no tags. */
function submission(ticketId: number, tag: string) {
  const values = { tags: { tags: { selected_options: [{ value: tag }] } } }
  const private_metadata = JSON.stringify({ ticket: ticketId, at: 0, tags: [], priority: 'normal' })
  const view = { id: 'V1', type: 'modal', callback_id: 'tag', blocks: [], state: { values }, private_metadata }
  return { type: 'view_submission', user: { id: 'U1' }, view }
}
