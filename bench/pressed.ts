import { createHmac } from 'node:crypto'
import type { Asked } from './ask.ts'

export interface Pressed {
  action: string
  ticket: number
  /** Where its card stands. */
  channel: string
  ts: string
  responseUrl: string
}

/** A press on a card, signed as Slack signs it. */
export function pressed({ action, ticket, channel, ts, responseUrl }: Pressed, signingSecret: string): Asked {
  const payload = {
    ...{ type: 'block_actions', team: { id: 'T0SANDBOX1' }, user: { id: 'U0GRACE001', team_id: 'T0SANDBOX1' } },
    ...{ api_app_id: 'A0ROOSTAPP', trigger_id: 'bench', response_url: responseUrl },
    container: { type: 'message', channel_id: channel, message_ts: ts },
    channel: { id: channel },
    actions: [{ type: 'button', action_id: action, block_id: `card/${ticket}`, value: String(ticket), action_ts: ts }],
  }
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
  return {
    path: '/slack/events',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  }
}
