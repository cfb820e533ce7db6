import { monitorEventLoopDelay } from 'node:perf_hooks'
import { asc, isNull } from 'drizzle-orm'
import type { Db } from '../src/db/connect.ts'
import { agents, tickets } from '../src/db/schema.ts'
import { networks } from '../src/networks/index.ts'
import { cardFacts } from '../src/slack/card-facts.ts'
import { rangeOf, readDays } from '../src/stats/days.ts'
import { digest } from '../src/stats/digest.ts'
import { digestFacts } from '../src/stats/digest-facts.ts'
import { figures } from '../src/stats/figures.ts'
import { claim } from '../src/tickets/claim.ts'
import { find } from '../src/tickets/find.ts'
import { queue } from '../src/tickets/queue.ts'
import { release } from '../src/tickets/release.ts'
import { suggestAnswers } from '../src/tickets/suggest-answers.ts'
import { type Bench, type Row, row } from './bench.ts'
import { histories, now } from './history.ts'
import { median, pairs } from './pairs.ts'

type Run = (db: Db) => Promise<unknown>

/** Within which the month's figures are to be there, and for which everybody else may be kept waiting: milliseconds. */
const A_SECOND = 1000
const A_STOP = 50

const byName = new Map(networks.map((network) => [network.name, network]))

/** What people do all day must cost the same after a hundred days as after one. */
export const growth: Bench = {
  name: 'growth',
  needsServer: true,
  async run(given) {
    const { small, large } = await histories(given)
    const worst = async (name: string, runs: Record<string, Run>): Promise<Row> => {
      const compared: { what: string; ratio: number; a: number; b: number }[] = []
      for (const [what, run] of Object.entries(runs)) {
        const took = await pairs(
          () => timed(() => run(large.db)),
          () => timed(() => run(small.db)),
          9,
        )
        compared.push({ what, ...took })
      }
      const [most] = compared.toSorted((one, other) => other.ratio - one.ratio)
      if (!most) throw new Error(`${name} measures nothing`)
      const floor = `${most.b.toFixed(1)} ms at 10,000, ${most.a.toFixed(1)} ms at 1,000,000 (${most.what})`
      return row(`growth, ${name}`, most.ratio, '≤ 2', { floor, why: name === 'find' ? FIND : '' })
    }
    const rows = [
      await worst('digest', { 'a busy day': aDigest }),
      await worst('queue', {
        'of everybody': (db) => queue(db, 'T1', { most: 21 }),
        'of nobody': (db) => queue(db, 'T1', { owner: 'nobody', channelId: 'C1', most: 50 }),
      }),
      await worst('find', { ...lookedFor(), ...suggested() }),
      await worst('card press', { 'claimed, drawn, released': aPress }),
      ...(await aMonth(large.db)),
    ]
    await small.close()
    await large.close()
    return rows
  },
}

async function aDigest(db: Db) {
  const span = { from: now.subtract({ hours: 24 }), to: now }
  return digest(await digestFacts(db, { workspaceId: 'T1', channelId: 'C1', span, zone: 'UTC', dueAt: now }, now))
}

function lookedFor(): Record<string, Run> {
  const words = {
    'a word in every message': 'order',
    'a word in half of them': 'w0',
    'one in thirty': 'w70',
    'one in a thousand': 'w9900',
    'a number that is there once': '777',
    'a name that many have': 'Mira',
    'a handle': '@mira.4710',
    'two words': 'w70 w9900',
    'a name and a word': 'mira w9900',
    'a beginning': 'w123',
    'what is nowhere': 'zebra',
  }
  return Object.fromEntries(
    Object.entries(words).map(([what, words]) => [what, (db) => find(db, 'T1', { words, most: 11 })]),
  )
}

function suggested(): Record<string, Run> {
  const asked = {
    'answers to a usual message': 'Where is my order w0 w1 w2 w5 w9 w12 w40',
    'answers to a rare one': 'w9900 w12345 w777 is my order w3 w8',
    'answers to a long one': Array.from({ length: 60 }, (_, number) => `w${number * number}`).join(' '),
  }
  return Object.fromEntries(
    Object.entries(asked).map(([what, text]) => [
      what,
      async (db) => suggestAnswers(db, (await anOpenOne(db)).ticket, text, { most: 3, languages: ['en'] }),
    ]),
  )
}

async function aPress(db: Db) {
  const { ticket, grace } = await anOpenOne(db)
  await release(db, await claim(db, ticket, grace, now), grace, now)
  await cardFacts(db, byName, 'T1', ticket.id)
}

async function anOpenOne(db: Db) {
  const [ticket] = await db.select().from(tickets).where(isNull(tickets.closedAt)).orderBy(asc(tickets.id)).limit(1)
  const [grace] = await db.select().from(agents).orderBy(asc(agents.id)).limit(1)
  if (!ticket || !grace) throw new Error('The history is empty')
  return { ticket, grace }
}

/** A month's figures of a million tickets: how long they take, and for how long they let nothing else happen. */
async function aMonth(db: Db): Promise<Row[]> {
  const days = readDays('30d', now.toZonedDateTimeISO('UTC').toPlainDate())
  if (!days) throw new Error('30d are no days')
  const scope = { workspaceId: 'T1', ranges: [rangeOf(days, 'UTC')] }
  await figures(db, scope, now)
  const loop = monitorEventLoopDelay({ resolution: 5 })
  loop.enable()
  const times: number[] = []
  for (let round = 0; round < 5; round += 1) times.push(await timed(() => figures(db, scope, now)))
  loop.disable()
  const [took, longest] = [median(times), loop.max / 1e6]
  return [
    row('30 days of figures of 1,000,000', took / A_SECOND, '≤ 1', {
      ...{ floor: `a second, ours ${Math.round(took)} ms`, why: MONTH },
    }),
    row('others held up meanwhile', longest / A_STOP, '≤ 1', {
      ...{ floor: `${A_STOP} ms, ours ${Math.round(longest)} ms at most`, why: MONTH },
    }),
  ]
}

const FIND =
  'The worst of fourteen searches: of two words the rarer one is looked up, and each message that holds it, some 550 of two million, is read for the letters of the other.'

const MONTH =
  'Each ticket of these days is read and its waiting counted anew, in pages between which others have their turn. Sums kept for each day would be quicker, and wrong after an import, a merged tag or a reopened ticket.'

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await run()
  return performance.now() - began
}
