import { expect, test } from 'vitest'
import { assign } from '../../src/tickets/assign.ts'
import { claim } from '../../src/tickets/claim.ts'
import { close } from '../../src/tickets/close.ts'
import { release } from '../../src/tickets/release.ts'
import { ticketOf } from '../../src/tickets/ticket.ts'
import { after, company, ticket } from '../company.ts'
import { onEveryDatabase, onServer } from '../database.ts'

onEveryDatabase('claiming', (database) => {
  test('the second agent is told who has it, and since when', async () => {
    const { db } = database()
    const { account, grace, alan } = await company(db)
    const opened = await ticket(db, account)
    await claim(db, opened, grace, after(1))
    await expect(claim(db, opened, alan, after(1).add({ seconds: 4 }))).rejects.toThrow(
      'Grace took this 4 seconds ago.',
    )
    expect((await ticketOf(db, 'T1', opened.id)).claimedBy).toBe(grace.id)
  })

  test('a closed ticket cannot be claimed', async () => {
    const { db } = database()
    const { account, grace, alan } = await company(db)
    const opened = await ticket(db, account)
    await close(db, opened, 'resolved', grace, after(1))
    await expect(claim(db, opened, alan, after(2))).rejects.toThrow('Grace closed this 1 min ago. Reopen it to go on.')
  })

  test('only the owner can release; then anybody can claim', async () => {
    const { db } = database()
    const { account, grace, alan } = await company(db)
    const opened = await ticket(db, account)
    await claim(db, opened, grace, after(1))
    await expect(release(db, opened, alan, after(2))).rejects.toThrow('Grace took this 1 min ago.')
    await release(db, opened, grace, after(3))
    expect((await claim(db, opened, alan, after(4))).claimedBy).toBe(alan.id)
  })

  test('a ticket is assigned whoever has it', async () => {
    const { db } = database()
    const { account, grace, alan } = await company(db)
    const opened = await ticket(db, account)
    await claim(db, opened, alan, after(1))
    expect((await assign(db, opened, grace, grace, after(2))).claimedBy).toBe(grace.id)
  })

  test('a number of another workspace finds nothing', async () => {
    const { db } = database()
    const { account } = await company(db)
    const opened = await ticket(db, account)
    await expect(ticketOf(db, 'T2', opened.id)).rejects.toThrow(`There is no ticket #${opened.id}.`)
  })
})

onServer('claiming at once', (database) => {
  test('fifty agents press at the same moment: one wins, forty-nine are told who', async () => {
    const { db } = database()
    const { account, grace, alan } = await company(db)
    const opened = await ticket(db, account)
    const presses = Array.from({ length: 50 }, (_, index) => claim(db, opened, index % 2 ? grace : alan, after(1)))
    const results = await Promise.allSettled(presses)
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
    const told = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason.message)] : []))
    expect(told).toHaveLength(49)
    for (const sentence of told)
      expect(sentence).toMatch(/^(Grace|Alan) took this just now\.$|^You already have this ticket\.$/)
  })
})
