import { ask } from './ask.ts'
import { type Bench, row } from './bench.ts'
import { delivery } from './deliveries.ts'
import { pairs } from './pairs.ts'
import { pressed } from './pressed.ts'
import { served } from './process.ts'
import { roost } from './roost.ts'

/** From nothing to the first delivery taken, on a database that is there, beside an empty Bolt app's first answer. */
export const start: Bench = {
  name: 'start',
  needsServer: true,
  async run({ server }) {
    const its = await roost(server)
    const secret = its.around.sandbox.slack.signingSecret
    const card = { action: 'claim', ticket: 1, channel: 'C1', ts: '1.1', responseUrl: 'http://127.0.0.1/' }

    async function ours() {
      const began = performance.now()
      const { port, kill } = await its.start()
      await ask(`http://127.0.0.1:${port}`, delivery(crypto.randomUUID(), { account: 'social' }))
      const took = performance.now() - began
      await kill('SIGTERM')
      return took
    }

    async function bolts() {
      const began = performance.now()
      const bare = await served('bolt-server.ts', [secret])
      await ask(bare.origin, pressed(card, secret))
      const took = performance.now() - began
      await bare.stop()
      return took
    }

    const { ratio, a, b } = await pairs(ours, bolts)
    await its.close()
    const floor = `${Math.round(b)} ms for an empty Bolt app, ours ${Math.round(a)} ms`
    return [row('start', ratio, '≤ 2', { floor, why: WHY })]
  },
}

const WHY =
  'A start is mostly loading: some 560 files of our own, TypeScript as it is, beside the few of an empty app; then the database and Slack are asked. What is compiled is kept between starts, no file is looked for that is named by its path, what tells languages, paints charts and carries out commands is loaded when it is asked for, and nothing is cleared away before it has started. Loading is half of it, and of that most is what it stands on: Bolt, as for the empty app, then zod and the ORM. The rest could be loaded as one file, which would want a build before each start.'
