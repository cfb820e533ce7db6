import { setTimeout as rest } from 'node:timers/promises'
import type { Answer, Call } from '../test/faults/outside.ts'
import { ask } from './ask.ts'
import { type Bench, row } from './bench.ts'
import { delivery } from './deliveries.ts'
import { pairs, percentile } from './pairs.ts'
import { allTaken, roost } from './roost.ts'
import { settled } from './settled.ts'

const MESSAGES = 8
/** A little slower than Slack's pace, so that a card waits for nothing but us. */
const EVERY = 1200
const LIMITED: Answer = { status: 429, headers: { 'retry-after': '5' }, body: '{"ok":false,"error":"ratelimited"}' }

/** From a delivery to its card in one channel, while Slack limits another, beside the same while it does not. */
export const isolation: Bench = {
  name: 'isolation',
  needsServer: true,
  async run({ server }) {
    const its = await roost(server)
    const { port } = await its.start()
    const origin = `http://127.0.0.1:${port}`
    const { calls, sandbox } = its.around
    const posting = ({ path }: Call) => path === '/api/chat.postMessage'
    const channelOf = ({ body }: Call) => new URLSearchParams(body).get('channel')
    let delivered = 0
    let refused = 0

    async function toCard() {
      const sent = new Map<string, number>()
      for (let number = 0; number < MESSAGES; number += 1) {
        const id = crypto.randomUUID()
        await ask(origin, delivery(`${id}a`, { account: 'social' }))
        sent.set(id, performance.now())
        await ask(origin, delivery(id, { account: 'reviews' }))
        delivered += 2
        await rest(EVERY)
      }
      const posts = () => calls.filter((call) => posting(call) && channelOf(call) !== sandbox.slack.channel)
      const shown = () =>
        [...sent].flatMap(([id, at]) => {
          const post = posts().find(({ body }) => new URLSearchParams(body).get('blocks')?.includes(`#${id}?`))
          return post ? [post.at - at] : []
        })
      const waited = await settled(
        async () => shown(),
        (all) => all.length === MESSAGES,
      )
      return percentile(waited, 99)
    }

    async function limitedToCard() {
      const stop = its.around.meddle(
        (call) => posting(call) && channelOf(call) === sandbox.slack.channel,
        async () => {
          refused += 1
          return LIMITED
        },
      )
      const waited = await toCard()
      stop()
      return waited
    }

    const { ratio, a, b } = await pairs(limitedToCard, toCard)
    if (refused === 0) throw new Error('Nothing was limited')
    const wrong = await allTaken(its, delivered)
    await its.close()
    const floor = `${Math.round(b)} ms without, ${Math.round(a)} ms while the other was refused ${refused} times`
    return [row('isolation', ratio, '≤ 1.2', { floor, wrong })]
  },
}
