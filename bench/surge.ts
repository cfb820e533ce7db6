import { eq } from 'drizzle-orm'
import { posts, tickets } from '../src/db/schema.ts'
import { receive } from '../src/tickets/receive.ts'
import { anyNetwork, message } from '../test/company.ts'
import { chance } from '../test/faults/chance.ts'
import { type Bench, row } from './bench.ts'
import { percentile } from './pairs.ts'
import { type Happening, story } from './story.ts'

const MESSAGES = 5000
const WITHIN = 60_000
/** So many that about 2,170 of them write. */
const PEOPLE = 2500
/** A message a second in a channel, with twenty tickets on it; and what one call takes. */
const SLOT = 1000
const ON_A_ROLL_UP = 20
const CALL = 150

/** 5,000 messages within a minute in one channel, one in a hundred urgent, on a clock of their own. */
export const surge: Bench = {
  name: 'surge',
  needsServer: true,
  async run({ server, say }) {
    const its = await story(server)
    const by = chance('surge')
    const came = new Map<number, { at: number; urgent: boolean }>()
    const happenings: Happening[] = Array.from({ length: MESSAGES }, (_, number) => {
      const [at, person, urgent] = [by.number(WITHIN), by.number(PEOPLE), number % 100 === 0]
      const customer = { id: `p${person}`, name: `Mira ${person}` }
      const text = urgent ? `I was charged twice, ${number}` : `Where is my order #${number}?`
      const said = { id: `s${number}`, customer, conversation: customer.id, text }
      return {
        at,
        async does(now) {
          const ticket = await receive(its.db, its.people.account, anyNetwork, message({ ...said, at: now }), now)
          const before = ticket && came.get(ticket.id)
          if (ticket && !before) came.set(ticket.id, { at, urgent })
        },
      }
    })
    const wait = async () => (await standing()).size === (await its.db.$count(tickets))

    async function standing() {
      const rows = await its.db.select().from(posts).where(eq(posts.kind, 'card'))
      const posted = new Map(its.calls.filter(({ post }) => post).map(({ post, at }) => [post, at + CALL]))
      const first = new Map<number, number>()
      for (const { id, ticketId, rollUpId } of rows) {
        const at = posted.get(rollUpId ?? id)
        // One whose customer writes again comes down to where it is seen, and stood before.
        if (ticketId && at !== undefined) first.set(ticketId, Math.min(at, first.get(ticketId) ?? at))
      }
      return first
    }

    await its.tell(happenings, wait)
    const shown = await standing()
    const waited = [...came].map(([ticket, { at, urgent }]) => ({
      urgent,
      for: (shown.get(ticket) ?? Number.NaN) - at,
    }))
    const urgent = waited.filter((one) => one.urgent).map((one) => one.for)
    const drained = Math.max(...shown.values())
    const least = Math.max(WITHIN, (came.size / ON_A_ROLL_UP) * SLOT)
    const times = its.calls.filter(({ post }) => post).map(({ post }) => post)
    const wrong = {
      lost: came.size - shown.size,
      duplicated: times.length - new Set(times).size,
      'too fast': its.tooFast(),
    }
    await its.close()
    say(`surge: ${came.size} tickets, ${urgent.length} of them urgent, ${times.length} posts`)
    const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`
    const p99 = percentile(urgent, 99)
    return [
      row('surge, urgent', p99 / (SLOT + CALL), '≤ 1.2', {
        ...{ floor: `a slot and a call, ${seconds(SLOT + CALL)}; p99 ours ${seconds(p99)}`, wrong },
      }),
      row('surge, all', drained / least, '≤ 1.3', {
        ...{ floor: `${came.size} tickets, 20 a second, ${seconds(least)}; ours ${seconds(drained)}`, wrong },
      }),
    ]
  },
}
