import { createHmac } from 'node:crypto'

export type Envelope = 'interactive' | 'slash_commands' | 'events_api'

export type Answer = { acked: true; payload: unknown } | { acked: false; why: 'timeout' | 'unreachable' | 'refused' }

/** Hands something to the app and waits for its ack, 3 real seconds at most. */
export type Deliver = (type: Envelope, body: Record<string, unknown>, retry?: Retry) => Promise<Answer>

export interface Retry {
  attempt: number
  reason: string
}

export const ackWithin = 3_000

/** Signed HTTP, as Slack sends it to a Request URL; the clock of a signature is the real one. */
export function overHttp(url: string, signingSecret: string): Deliver {
  return async (type, body, retry) => {
    const raw = encode(type, body)
    const timestamp = String(Math.floor(Date.now() / 1000))
    const signature = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${raw}`).digest('hex')
    try {
      const response = await fetch(url, {
        method: 'POST',
        body: raw,
        signal: AbortSignal.timeout(ackWithin),
        headers: {
          'content-type': type === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
          'user-agent': 'Slackbot 1.0 (sandbox)',
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': `v0=${signature}`,
          ...(retry && { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason }),
        },
      })
      const text = await response.text()
      if (!response.ok) return { acked: false, why: 'refused' }
      return { acked: true, payload: parse(text) }
    } catch (error) {
      return { acked: false, why: error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'unreachable' }
    }
  }
}

function encode(type: Envelope, body: Record<string, unknown>): string {
  if (type === 'events_api') return JSON.stringify(body)
  if (type === 'interactive') return new URLSearchParams({ payload: JSON.stringify(body) }).toString()
  return new URLSearchParams(Object.entries(body).map(([key, value]) => [key, String(value)])).toString()
}

// A command may be acked with bare text.
function parse(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return { text }
  }
}
