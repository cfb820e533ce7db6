import { expect, test } from 'vitest'
import type { Happened } from './as-a-lock.ts'
import type { Call } from './outside.ts'
import { takenBySlack, wentBack } from './went-back.ts'

// The checker broken on purpose: each kind of going back is one that it names.

const names = new Map([['U1', 'Grace']])
const events = [did('claimed'), did('tagged', { tags: ['care'] }), did('closed')]
const open = card('Claim')
const claimed = card('Claim', '*Grace* took this')
const tagged = card('Claim', '*Grace* took this', 'Tags: care')
const closed = card('Reopen', 'Tags: care')

test('a card that follows its ticket, with some states left out, has not gone back', () => {
  expect(wentBack([open, claimed, tagged, closed], events, names)).toEqual([])
  expect(wentBack([open, closed], events, names)).toEqual([])
})

test.each([
  ['nobody has it any more', [open, claimed, open]],
  ['its tag is gone', [tagged, claimed]],
  ['it is open again', [closed, tagged]],
  ['somebody has it who never took it', [card('Claim', '*Alan* took this')]],
  ['it has a tag that nobody gave', [card('Claim', 'Tags: refund')]],
])('%s: it went back, or never was so', (_, bodies) => {
  expect(wentBack(bodies, events, names)).toHaveLength(1)
})

test('what Slack took is in the order in which it took it: posted, changed, and changed where it was pressed', () => {
  const payload = { response_url: 'http://slack/sandbox/actions/1', container: { channel_id: 'C1', message_ts: '1.0' } }
  const calls = [
    call('/api/chat.postMessage', 1, form(open), { ok: true, channel: 'C1', ts: '1.0' }),
    { ...call('/api/chat.update', 2, form(closed), { ok: true, channel: 'C1', ts: '1.0' }), took: 50 },
    call('/slack/events', 3, `${new URLSearchParams({ payload: JSON.stringify(payload) })}`, {}),
    call('/sandbox/actions/1', 4, JSON.stringify({ replace_original: true, ...claimed }), {}),
    call('/api/chat.update', 5, form(tagged), { ok: false, error: 'ratelimited' }),
  ]
  const taken = takenBySlack(calls).get('C1/1.0') ?? []
  expect(wentBack(bodiesOf(taken), events, names)).toEqual([])
  expect(bodiesOf(taken)).toMatchObject([open, claimed, closed])
})

function bodiesOf(taken: { body: object }[]) {
  return taken.map(({ body }) => body)
}

function card(label: string, ...lines: string[]) {
  return {
    blocks: [
      ...lines.map((text) => ({ type: 'context', elements: [{ type: 'mrkdwn', text }] })),
      { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: label } }] },
    ],
  }
}

function did(what: string, data = {}): Happened {
  return { name: `ticket.${what}`, slackId: 'U1', at: 0, ticket: 1001, data }
}

function form({ blocks }: ReturnType<typeof card>): string {
  return `${new URLSearchParams({ blocks: JSON.stringify(blocks) })}`
}

function call(path: string, at: number, body: string, answer: object): Call {
  return {
    method: 'POST',
    ...{ path, at, body, headers: {}, took: 1 },
    answer: { status: 200, body: JSON.stringify(answer) },
  }
}
