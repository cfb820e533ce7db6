import type { IncomingMessage, ServerResponse } from 'node:http'
import { type HTTPReceiver, isValidSlackRequest } from '@slack/bolt'
import { BodyRefused, readBody } from '../read-body.ts'

interface Gate {
  receiver: HTTPReceiver
  signingSecret: string | undefined
  realTime: () => Temporal.Instant
}

/** In MiB, as much as Bolt itself would take. */
const MOST = 4

/**
 * Passes on to Bolt what Slack has signed in the last five minutes; all else is refused. Bolt's own receiver would go by this
 * machine's clock, where the rest goes by the database's, and hold any body, from whomever.
 */
export async function passOn(gate: Gate, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const rawBody = await readBody(request, MOST)
    if (isSlacks(gate, request, rawBody)) gate.receiver.requestListener(Object.assign(request, { rawBody }), response)
    else response.writeHead(asksForCertificate(rawBody) ? 200 : 401).end()
  } catch (error) {
    response.writeHead(error instanceof BodyRefused ? error.status : 400).end()
  }
}

function isSlacks({ signingSecret = '', realTime }: Gate, { headers }: IncomingMessage, body: Buffer): boolean {
  return isValidSlackRequest({
    ...{ signingSecret, body: body.toString(), nowMilliseconds: realTime().epochMilliseconds },
    headers: {
      'x-slack-signature': String(headers['x-slack-signature']),
      'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
    },
  })
}

/** Slack looks at times whether our certificate holds, and does not sign that. A long form of a stranger's is not even read. */
function asksForCertificate(body: Buffer): boolean {
  return body.length < 1000 && new URLSearchParams(body.toString()).get('ssl_check') === '1'
}
