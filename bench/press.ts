import type { Call } from '../test/faults/outside.ts'
import { ask } from './ask.ts'
import { type Bench, row } from './bench.ts'
import { delivery } from './deliveries.ts'
import { drawnInPlace } from './drawn-in-place.ts'
import { median, pairs } from './pairs.ts'
import { pressed } from './pressed.ts'
import { served } from './process.ts'
import { cardsOf, roost } from './roost.ts'
import { settled } from './settled.ts'

const CARDS = 10
const ROUNDS = 3

/** From a signed press to its ack, its claim committed, beside Bolt's bare ack. */
export const press: Bench = {
  name: 'press',
  needsServer: true,
  async run({ server }) {
    const its = await roost(server)
    const { port } = await its.start()
    const origin = `http://127.0.0.1:${port}`
    const secret = its.around.sandbox.slack.signingSecret
    const bare = await served('bolt-server.ts', [secret])
    const slack = await drawnInPlace()
    const byWorker = ({ path }: Call) => path === '/api/chat.update'
    its.around.meddle(byWorker, (_, passOn) => passOn().finally(slack.heard))
    for (let card = 0; card < CARDS; card += 1) await ask(origin, delivery(`c${card}`, { account: 'social' }))
    const cards = await settled(
      () => cardsOf(its),
      (found) => found.length === CARDS,
    )
    let wrong = 0

    async function ours() {
      const times: number[] = []
      for (let round = 0; round < ROUNDS; round += 1)
        for (const action of ['claim', 'release'])
          for (const card of cards) {
            const drawn = slack.next()
            times.push(await ask(origin, pressed({ action, ...card, responseUrl: slack.url }, secret)))
            // What is drawn after the ack must not delay the next press here: people do not press so fast.
            await drawn
          }
      const [counted] = await its.sql`select count(*)::int as left from tickets where claimed_by is not null`
      wrong += counted?.left
      return median(times)
    }

    async function bolts() {
      const times: number[] = []
      const [card] = cards
      for (let press = 0; card && press < ROUNDS * CARDS * 2; press += 1)
        times.push(await ask(bare.origin, pressed({ action: 'claim', ...card, responseUrl: slack.url }, secret)))
      return median(times)
    }

    const { ratio, a, b } = await pairs(ours, bolts)
    await Promise.all([bare.stop(), its.close(), slack.close()])
    const floor = `${b.toFixed(2)} ms for Bolt's bare ack, ours ${a.toFixed(2)} ms`
    return [row('press', ratio, '≤ 2', { floor, why: WHY, wrong: { lost: wrong } })]
  },
}

const WHY =
  'A bare ack asks nobody; ours comes after the commit, since Slack never repeats a press. Six round trips to the database stand between: who presses and which ticket and card, the beginning, the claim, all that its clocks must know, what is written of it, the end. On the wire they were seen to take some 3.5 ms, the commit alone 0.7 to 1 ms, so that a bare ack and one commit are all that the goal allows. It was nine round trips before, and sixteen before that: a lone press no longer gains by it, one in a storm does. To ack first saves it all, and loses the press at a crash.'
