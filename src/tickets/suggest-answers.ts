import type { Db } from '../db/connect.ts'
import { customers, messages, tickets } from '../db/schema.ts'
import { searchable } from '../db/searchable.ts'
import { alias, and, eq, gte, inArray, isNotNull, isNull, ne, type SQL, sql } from '../db/sql.ts'
import { type Resembling, resemblance, weigh } from './resemblance.ts'
import type { Customer, Message, Ticket } from './ticket.ts'

export interface Suggestion {
  /** Our answer. */
  reply: Message
  /** Whom it was for, and in which ticket: nobody else is to read either. */
  customer: Customer
}

/** So many of the newest messages tell which words are common, and are compared one by one. */
const SAMPLE = 400
/** So many more are, of those that hold what is rare. */
const RARE = 200
/** So many that resemble it most are looked at for an answer. */
const CANDIDATES = 40
/** In milliseconds, on a server: Reply opens without suggestions rather than too late. */
const PATIENCE = 400

/**
 * The answers this team gave to what resembles `asked`, the nearest first. Words weigh as much as they are rare. What is
 * common is looked for among the newest messages, what is rare in all of them by the index of words: so it takes the same
 * time however many there are.
 */
export function suggestAnswers(
  db: Db,
  ticket: Ticket,
  asked: string,
  { most, languages }: { most: number; languages: readonly string[] },
): Promise<Suggestion[]> {
  return db.transaction(async (tx) => {
    await tx.execute(sql.raw(`set local statement_timeout = ${PATIENCE}`))
    const others = sql`workspace_id = ${ticket.workspaceId} and direction = 'inbound' and ticket_id is not null
      and ticket_id <> ${ticket.id} and deleted_at is null ${inOneOf(languages)}`
    const words = await wordsOf(tx, asked)
    const recent = await sharing(tx, asked, sql`${others} order by at desc limit ${SAMPLE}`)
    const weighed = weigh(words, recent, SAMPLE)
    const rare = weighed.rare ? await sharing(tx, asked, hits(others, weighed.rare)) : []
    const nearest = resemblance(weighed, [...recent, ...rare]).slice(0, CANDIDATES)
    return answersTo(tx, nearest, most)
  })
}

/** One of them by its number; undefined if it is none of this workspace's. */
export async function answerOf(db: Db, workspaceId: string, id: number): Promise<Suggestion | undefined> {
  const [found] = await db
    .select({ reply: messages, customer: customers })
    .from(messages)
    .innerJoin(tickets, eq(tickets.id, messages.ticketId))
    .innerJoin(customers, eq(customers.id, tickets.customerId))
    .where(and(eq(messages.workspaceId, workspaceId), eq(messages.id, id), ...isAnswer))
  return found
}

const isAnswer = [
  ...[eq(messages.direction, 'outbound'), isNotNull(messages.sentAt)],
  ...[isNull(messages.deletedAt), ne(messages.text, '')],
]

function inOneOf(languages: readonly string[]): SQL {
  if (languages.length === 0) return sql``
  const listed = sql.join(
    languages.map((language) => sql`${language}`),
    sql`, `,
  )
  return sql`and (language is null or language in (${listed}))`
}

async function wordsOf(tx: Db, asked: string): Promise<string[]> {
  const words = sql<string>`array_to_string(tsvector_to_array(${searchable(sql`${asked}::text`, sql`null`)}), ' ')`
  const [found] = await tx.select({ words: words.as('words') }).from(sql`(select 1) as one`)
  return (found?.words ?? '').split(' ').filter(Boolean)
}

/** Which of the words each of these messages holds. */
async function sharing(tx: Db, asked: string, which: SQL): Promise<Resembling[]> {
  const words = (text: SQL) => sql`tsvector_to_array(${searchable(text, sql`null`)})`
  const found = await tx.select({ id: sql`id`.mapWith(Number), shared: sql<string>`shared` }).from(sql`(
      with asked as materialized (select ${words(sql`${asked}::text`)} as words)
      select id, array_to_string(array(select unnest(${words(sql`text`)}) intersect select unnest(asked.words)), ' ') as shared
      from asked, (select id, text from messages where ${which}) as those
    ) as sharing`)
  return found.map(({ id, shared }) => ({ id, shared: shared.split(' ').filter(Boolean) }))
}

/** Materialized first, so that it is the index of words it is read by. */
function hits(others: SQL, query: string): SQL {
  return sql`id in (
    with hits as materialized (
      select id, at from messages
      where ${others} and ${searchable(sql`messages.text`, sql`messages.author`)} @@ to_tsquery('simple', ${query})
    )
    select id from hits order by at desc limit ${RARE}
  )`
}

/** Each answer once, however often it was given. */
async function answersTo(tx: Db, nearest: number[], most: number): Promise<Suggestion[]> {
  if (nearest.length === 0) return []
  const question = alias(messages, 'question')
  const given = await tx
    .selectDistinctOn([question.id], { question: question.id, reply: messages, customer: customers })
    .from(question)
    .innerJoin(tickets, eq(tickets.id, question.ticketId))
    .innerJoin(customers, eq(customers.id, tickets.customerId))
    .innerJoin(messages, and(eq(messages.ticketId, question.ticketId), gte(messages.at, question.at)))
    .where(and(inArray(question.id, nearest), ...isAnswer))
    .orderBy(question.id, messages.at, messages.id)
  const inOrder = given.toSorted((a, b) => nearest.indexOf(a.question) - nearest.indexOf(b.question))
  const once = new Map(inOrder.toReversed().map((one) => [one.reply.text.replace(/\s+/g, ' ').trim(), one]))
  return inOrder.filter((one) => [...once.values()].includes(one)).slice(0, most)
}
