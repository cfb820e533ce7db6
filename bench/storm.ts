import { setTimeout as rest } from 'node:timers/promises'
import { ask } from './ask.ts'
import { type Bench, row } from './bench.ts'
import { delivery } from './deliveries.ts'
import { drawnInPlace } from './drawn-in-place.ts'
import { percentile } from './pairs.ts'
import { pressed } from './pressed.ts'
import { allTaken, cardsOf, limited, roost } from './roost.ts'
import { settled } from './settled.ts'

const MESSAGES = 500
const WITHIN = 10_000
const PEOPLE = 217
const SLACK_WAITS = 3000
const A_MODAL = 1000
const WHY =
  'What is taken in and what is pressed share one process, and here Roost, its database, the stand-in Slack and whoever writes share the machine as well.'

/** 500 messages in 10 s, in real time and against Slack's limits, while somebody presses. */
export const storm: Bench = {
  name: 'storm',
  needsServer: true,
  async run({ server }) {
    const its = await roost(server)
    const { port } = await its.start()
    const origin = `http://127.0.0.1:${port}`
    const slack = await drawnInPlace()
    const view = { ok: true, view: { id: 'V1', hash: '1', type: 'modal' } }
    its.around.meddle(
      ({ path }) => path === '/api/views.open',
      async () => ({ status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(view) }),
    )
    await ask(origin, delivery('before', { account: 'reviews' }))
    const [card] = await settled(
      () => cardsOf(its),
      (cards) => cards.length === 1,
    )
    if (!card) throw new Error('There is no card')
    const press = (action: string) =>
      ask(origin, pressed({ action, ...card, responseUrl: slack.url }, its.around.sandbox.slack.signingSecret))
    for (const action of ['claim', 'release']) await press(action)

    let raging = true
    const acks: number[] = []
    const modals: number[] = []
    const pressing = async () => {
      while (raging) {
        acks.push(await press('claim'), await press('release'))
        modals.push(await press('reply'))
        await rest(50)
      }
    }
    const arriving = Array.from({ length: MESSAGES }, async (_, number) => {
      await rest((number * WITHIN) / MESSAGES)
      await ask(origin, delivery(`s${number}`, { account: 'social', customer: `p${number % PEOPLE}` }))
    })
    const presses = pressing()
    await Promise.all(arriving)
    const wrong = { ...(await allTaken(its, MESSAGES + 1)), ...limited(its) }
    raging = false
    await presses
    await Promise.all([its.close(), slack.close()])

    const [ack, modal] = [percentile(acks, 99), percentile(modals, 99)]
    const told = (p99: number, values: number[]) => `p99 of ${values.length} ours ${Math.round(p99)} ms`
    return [
      row('press, under load', ack / SLACK_WAITS, '≤ 0.03', {
        ...{ floor: `Slack waits 3 s, ${told(ack, acks)}`, why: WHY, wrong },
      }),
      row('storm, modals open', modal / A_MODAL, '≤ 1', { floor: `a second, ${told(modal, modals)}`, why: WHY, wrong }),
    ]
  },
}
