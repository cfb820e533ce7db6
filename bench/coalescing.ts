import { sql } from 'drizzle-orm'
import { posts, tickets } from '../src/db/schema.ts'
import { receive } from '../src/tickets/receive.ts'
import { tag } from '../src/tickets/tag.ts'
import { anyNetwork, message } from '../test/company.ts'
import { type Bench, row } from './bench.ts'
import { story } from './story.ts'

const CARDS = 60
const CHANGES = 10

/** Ten changes of a card at once are one call to Slack. */
export const coalescing: Bench = {
  name: 'coalescing',
  needsServer: true,
  async run({ server }) {
    const its = await story(server)
    const behind = () => its.db.$count(posts, sql`wanted > shown`)
    const opening = Array.from({ length: CARDS }, (_, number) => ({
      at: number * 1100,
      does: (now: Temporal.Instant) =>
        receive(its.db, its.people.account, anyNetwork, message({ conversation: `c${number}`, at: now }), now),
    }))
    await its.tell(opening, async () => (await behind()) === 0)
    const all = await its.db.select().from(tickets)
    const before = its.calls.length
    const changing = all.flatMap((ticket, number) =>
      Array.from({ length: CHANGES }, (_, change) => ({
        at: number * 200 + change * 20,
        does: (now: Temporal.Instant) =>
          tag(its.db, ticket, { tags: [`change ${change}`], priority: 'normal' }, its.people.grace, now),
      })),
    )
    await its.tell(changing, async () => (await behind()) === 0)
    const calls = its.calls.length - before
    const wrong = { lost: CARDS - all.length, 'left behind': await behind(), 'too fast': its.tooFast() }
    await its.close()
    const floor = `${CARDS} cards changed ${CHANGES} times each, ${calls} calls`
    return [row('coalescing', calls / CARDS, '≤ 1.02', { floor, wrong })]
  },
}
