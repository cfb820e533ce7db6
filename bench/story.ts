import { logger } from '../src/log.ts'
import { networks } from '../src/networks/index.ts'
import { type Draw, draw } from '../src/slack/draw.ts'
import { leaseNext } from '../src/slack/lease.ts'
import { permalinks } from '../src/slack/permalinks.ts'
import { slackLeads } from '../src/slack/render.ts'
import { type Company, company, nine } from '../test/company.ts'
import { slowSlack, type Taken } from './slow-slack.ts'
import { virtualClock } from './virtual-clock.ts'

const CALL_TAKES = 150
/** As the worker's own. */
const LOOK_AGAIN = 100
const AT_ONCE = 20

/** Something that happens so many milliseconds after the beginning. */
export interface Happening {
  at: number
  does(now: Temporal.Instant): Promise<unknown>
}

/** The real taking in and the real drawing, on a clock that moves on when nothing is left to do at its moment. */
export async function story(server: string) {
  const clock = await virtualClock(server, nine)
  const { db } = clock.database
  let at = 0
  const slack = await slowSlack(() => at)
  const people = await company(db)
  const deps: Draw = {
    ...{ db, client: slack.client, now: clock.now, log: logger('warn') },
    ...{ networks: new Map(networks.map((network) => [network.name, network])), leads: () => slackLeads(db, 'T1', []) },
    ...permalinks(db, 'T1', slack.client),
    digest: async () => ({ gone: true }),
  }
  const drawing = new Set<Promise<void>>()
  const unanswered: Taken[] = []

  /** Goes on until it has ended, or waits for Slack. */
  async function goOn(one: Promise<void>) {
    const known = slack.calls.length
    await Promise.race([one, slack.nextCall()])
    unanswered.push(...slack.calls.slice(known))
  }

  async function beginAll() {
    while (drawing.size < AT_ONCE) {
      const leased = await leaseNext(db, 'T1', clock.now())
      if (!leased) return
      const one: Promise<void> = draw(deps, leased).finally(() => drawing.delete(one))
      drawing.add(one)
      await goOn(one)
    }
  }

  return {
    db,
    people: people satisfies Company,
    calls: slack.calls,
    tooFast: slack.tooFast,
    /** Lets all this happen, and then draws until `enough`. Gives when that was. */
    async tell(happenings: Happening[], enough: () => Promise<boolean>): Promise<number> {
      const began = at
      const coming = happenings.toSorted((one, other) => one.at - other.at)
      while (coming.length || unanswered.length || !(await enough())) {
        const next = Math.min(
          began + (coming[0]?.at ?? Number.POSITIVE_INFINITY),
          (unanswered[0]?.at ?? Number.POSITIVE_INFINITY) + CALL_TAKES,
          at - (at % LOOK_AGAIN) + LOOK_AGAIN,
        )
        const looks = next % LOOK_AGAIN === 0
        at = next
        await clock.moveTo(at)
        while (began + (coming[0]?.at ?? Number.POSITIVE_INFINITY) <= at) await coming.shift()?.does(clock.now())
        while (unanswered[0] && unanswered[0].at + CALL_TAKES <= at) {
          unanswered.shift()?.answer()
          await goOn(Promise.race(drawing))
        }
        if (looks) await beginAll()
      }
      return at - began
    },
    async close() {
      await slack.close()
      await clock.close()
    },
  }
}
