import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { agents } from '../../src/db/schema.ts'
import { clients } from '../../src/slack/clients.ts'
import { agentOf, NotAnAgent } from '../../src/slack/who.ts'
import { Refusal } from '../../src/tickets/refusal.ts'
import { after, company, nine } from '../company.ts'
import { onEveryDatabase } from '../database.ts'
import { type Answer, type Meddling, type Outside, outside } from '../faults/outside.ts'

const says = (body: object): Meddling => {
  const answer: Answer = { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  return async () => answer
}
const silent: [string, Meddling][] = [
  ['does not answer', async () => 'cut'],
  ['is away', async () => ({ status: 503, body: '' })],
  ['asks to wait', async () => ({ status: 429, headers: { 'retry-after': '30' }, body: '' })],
]
const noMore: [string, object][] = [
  ['a guest', { ok: true, user: { id: 'U1', team_id: 'T1', is_restricted: true } }],
  ['of another organisation', { ok: true, user: { id: 'U1', team_id: 'T2' } }],
  ['a stranger', { ok: true, user: { id: 'U1', team_id: 'T1', is_stranger: true } }],
  ['deleted', { ok: true, user: { id: 'U1', team_id: 'T1', deleted: true } }],
  ['nobody it knows', { ok: false, error: 'user_not_found' }],
]

onEveryDatabase('who presses', (database) => {
  let around: Outside
  beforeEach(async () => {
    around = await outside(1000)
  })
  afterEach(() => around.close())

  const slack = (meddling: Meddling) => around.meddle(({ path }) => path === '/api/users.info', meddling)

  /** Grace, whom Slack was last asked about so many minutes ago. */
  async function seen(db: Db, minutes: number | undefined) {
    await company(db)
    const seenAt = minutes === undefined ? null : after(-minutes)
    await db.update(agents).set({ seenAt }).where(eq(agents.slackId, 'U1'))
    const client = clients(around.sandbox.slack.botToken, around.sandbox.slack.apiUrl).pressing
    return () => agentOf({ db, workspaceId: 'T1', client, leads: [], now: () => nine }, 'U1')
  }

  test.each(silent)('Slack %s: whom Roost has seen before may press', async (_, meddling) => {
    const presses = await seen(database().db, 24 * 60)
    slack(meddling)
    expect(await presses()).toMatchObject({ name: 'Grace' })
  })

  test.each(silent)('Slack %s: whom it was never asked about may not press yet', async (_, meddling) => {
    const presses = await seen(database().db, undefined)
    slack(meddling)
    await expect(presses()).rejects.toThrow(new Refusal('Slack is slow just now. Press again.'))
  })

  test.each(noMore)(
    'Slack says that they are %s: they may not press, also when it says nothing next',
    async (_, body) => {
      const presses = await seen(database().db, 11)
      const calm = slack(says(body))
      await expect(presses()).rejects.toThrow(NotAnAgent)
      calm()
      slack(async () => 'cut')
      await expect(presses()).rejects.toThrow()
    },
  )
})
