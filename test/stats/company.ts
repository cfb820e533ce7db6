import type { Db } from '../../src/db/connect.ts'
import { accounts, agents, channels, customers, episodes, messages, tickets, workspaces } from '../../src/db/schema.ts'

export const at = (text: string) => Temporal.Instant.from(text)

/** Lumen: a shop on two networks, where Grace, Alan and Ana answer. Ids are 1, 2 and 3 in that order. */
export async function company(db: Db, workspaceId = 'T1') {
  const began = at('2026-01-01T00:00:00Z')
  await db.insert(workspaces).values({ id: workspaceId, name: 'Lumen', createdAt: began })
  await db.insert(channels).values([
    { id: `C1${workspaceId}`, workspaceId, name: 'social' },
    { id: `C2${workspaceId}`, workspaceId, name: 'shop' },
  ])
  const team = await db
    .insert(agents)
    .values([
      { workspaceId, name: 'Grace', slackId: `U1${workspaceId}` },
      { workspaceId, name: 'Alan', slackId: `U2${workspaceId}` },
      { workspaceId, name: 'Ana' },
    ])
    .returning()
  const connected = { workspaceId, credentials: '', connectedAt: began, since: began }
  const [shop, page] = await db
    .insert(accounts)
    .values([
      { ...connected, network: 'custom', networkId: 'shop', name: 'shop', channelId: `C2${workspaceId}` },
      { ...connected, network: 'facebook', networkId: '10', name: 'Lumen', channelId: `C1${workspaceId}` },
    ])
    .returning()
  const [grace, alan, ana] = team
  if (!shop || !page || !grace || !alan || !ana) throw new Error('Nothing was inserted')
  return { workspaceId, shop, page, grace, alan, ana }
}

export type Company = Awaited<ReturnType<typeof company>>

interface Turn {
  metric?: 'first reply' | 'next reply'
  from: string
  due?: string
  replied?: string
  by?: { id: number }
  closed?: string
  excused?: string
}

let written = 0

/** A ticket of Mira's with its messages and turns of waiting, as the verbs leave them. */
export async function ticket(
  db: Db,
  { workspaceId, shop }: Company,
  turns: Turn[],
  changes: Partial<typeof tickets.$inferInsert> = {},
) {
  const accountId = changes.accountId ?? shop.id
  const number = ++written
  const [mira] = await db
    .insert(customers)
    .values({ workspaceId, accountId, networkId: `mira${number}`, name: 'Mira' })
    .returning()
  const replies = turns.filter((turn) => turn.replied)
  const [made] = await db
    .insert(tickets)
    .values({
      ...{ workspaceId, accountId, customerId: mira?.id ?? 0, place: 'private', conversation: `c${number}` },
      openedAt: at(turns[0]?.from ?? '2026-11-01T00:00:00Z'),
      firstReplyAt: replies[0]?.replied ? at(replies[0].replied) : null,
      claimedBy: replies[0]?.by?.id,
      channelId: shop.channelId,
      ...changes,
    })
    .returning()
  if (!made) throw new Error('Nothing was inserted')
  const common = { workspaceId, accountId, ticketId: made.id, place: made.place, conversation: made.conversation }
  for (const [index, turn] of turns.entries()) {
    const ended = turn.replied ?? turn.closed ?? turn.excused
    const startedAt = at(turn.from)
    await db.insert(episodes).values({
      ...{ workspaceId, ticketId: made.id, startedAt },
      metric: turn.metric ?? (index === 0 ? 'first reply' : 'next reply'),
      dueAt: turn.due ? at(turn.due) : startedAt.add({ hours: 1 }),
      endedAt: ended ? at(ended) : null,
      endedAs: turn.replied ? 'replied' : turn.closed ? 'closed' : turn.excused ? 'excused' : null,
      agentId: turn.by?.id,
    })
    await db.insert(messages).values({
      ...{ ...common, direction: 'inbound', customerId: made.customerId, text: 'Where is my order?' },
      ...{ networkId: `${number}/${index}`, at: startedAt, receivedAt: startedAt },
    })
    if (!turn.replied) continue
    const sentAt = at(turn.replied)
    await db.insert(messages).values({
      ...{ ...common, direction: 'outbound', agentId: turn.by?.id, text: 'On its way.' },
      ...{ networkId: `${number}/${index}/reply`, at: sentAt, receivedAt: sentAt, sentAt },
    })
  }
  return made
}
