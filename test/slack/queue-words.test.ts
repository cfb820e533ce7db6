import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { settings } from '../../src/db/schema.ts'
import { networks } from '../../src/networks/index.ts'
import { queueWords } from '../../src/slack/render/queue.ts'
import { queue } from '../../src/tickets/queue.ts'
import { reply } from '../../src/tickets/reply.ts'
import { after, company, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { words } from '../desk.ts'

const known = new Map(networks.map((one) => [one.name, one]))

onEveryDatabase('a ticket on a list', (database) => {
  test('waits without a promise until it is answered; then it is the customer’s turn', async () => {
    const { db } = database()
    const { account, grace } = await company(db)
    const promise = { when: { priority: 'urgent' }, firstReply: '15m' }
    await db
      .update(settings)
      .set({ value: { targets: [promise] } })
      .where(eq(settings.name, 'team'))
    const opened = await ticket(db, account)
    const shown = async () => words(queueWords('Open', await queue(db, 'T1', { most: 5 }), known, after(3)))

    expect(await shown()).toContain('Waits, and no promise counts here')
    const said = { text: 'It left.', place: 'private', next: 'their turn', seen: 0, evenIfTaken: false } as const
    await reply(db, opened, { ...said, submission: 'V1' }, grace, after(2))
    expect(await shown()).toContain('The customer’s turn')
  })

  test('whatever its customer is called, it calls nobody', async () => {
    const { db } = database()
    const { account } = await company(db)
    await ticket(db, account, { customer: { id: 'mira', name: 'Mira <!channel>' } })
    const shown = queueWords('Open', await queue(db, 'T1', { most: 5 }), known, after(3))
    expect(shown.text + words(shown)).not.toContain('<!channel>')
  })
})
