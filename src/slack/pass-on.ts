import type { IncomingMessage, ServerResponse } from 'node:http'
import { HTTPModuleFunctions, type HTTPReceiver, isValidSlackRequest } from '@slack/bolt'
import { BodyRefused, readBody } from '../read-body.ts'

interface Gate {
  receiver: HTTPReceiver
  signingSecret: string | undefined
  realTime: () => Temporal.Instant
}

/** In MiB, as much as Bolt itself would take. */
const MOST = 4
/** In seconds. */
const SIGNED_WITHIN = 300

/**
 * Passes on to Bolt what Slack has signed in the last five minutes; all else is refused. Bolt's own receiver would go by this
 * machine's clock, where the rest goes by the database's, and hold any body, from whomever. What holds no object it is not
 * given: it would log its beginning, and a `null` would end the process.
 */
export async function passOn(gate: Gate, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const rawBody = await readBody(request, MOST)
    const read = Object.assign(request, { rawBody })
    if (!isSlacks(gate, request, rawBody)) response.writeHead(asksForCertificate(rawBody) ? 200 : 401).end()
    else if (holdsObject(read)) gate.receiver.requestListener(read, response)
    else response.writeHead(400).end()
  } catch (error) {
    response.writeHead(error instanceof BodyRefused ? error.status : 400).end()
  }
}

function isSlacks({ signingSecret = '', realTime }: Gate, { headers }: IncomingMessage, body: Buffer): boolean {
  const nowMilliseconds = realTime().epochMilliseconds
  const timestamp = Number(headers['x-slack-request-timestamp'])
  // Bolt looks only for what is too old: what is of a day to come could be sent again until then.
  if (timestamp - nowMilliseconds / 1000 > SIGNED_WITHIN) return false
  return isValidSlackRequest({
    ...{ signingSecret, body: body.toString(), nowMilliseconds },
    headers: {
      'x-slack-signature': String(headers['x-slack-signature']),
      'x-slack-request-timestamp': timestamp,
    },
  })
}

function holdsObject(request: IncomingMessage & { rawBody: Buffer }): boolean {
  try {
    const body: unknown = HTTPModuleFunctions.parseHTTPRequestBody(request)
    return typeof body === 'object' && body !== null && !Array.isArray(body)
  } catch {
    return false
  }
}

/** Slack looks at times whether our certificate holds, and does not sign that. A long form of a stranger's is not even read. */
function asksForCertificate(body: Buffer): boolean {
  return body.length < 1000 && new URLSearchParams(body.toString()).get('ssl_check') === '1'
}
