import type { IncomingMessage as Request, ServerResponse as Response } from 'node:http'
import type { Logger } from 'pino'
import type { Keys, Network } from '../networks/network.ts'
import { BodyRefused, readBody } from '../read-body.ts'
import { NotKept, type RawDelivery } from './keep.ts'
import type { KeysOf } from './keys.ts'

const PATH = /^\/webhooks\/([a-z0-9-]+)(?:\/([^/]+))?$/

export interface Webhooks {
  networks: Map<string, Network>
  keysOf: KeysOf
  keep: (delivery: RawDelivery) => Promise<void>
  now: () => Temporal.Instant
  /** Signatures are judged by it; `now` may be a sandbox's, moved ahead. */
  realTime: () => Temporal.Instant
  log: Logger
}

/**
 * The way in: the network verifies over the raw bytes, the raw delivery is kept, and only then is it answered 200.
 * Nothing is understood here. Answers whether the path was ours.
 */
export function webhooks(deps: Webhooks): (request: Request, response: Response) => boolean {
  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const [, name, account] = PATH.exec(url.pathname) ?? []
    if (!name) return false
    const network = deps.networks.get(name)
    const taken =
      !network?.webhook || (request.method !== 'GET' && request.method !== 'POST')
        ? Promise.resolve(answer(response, 404, `There is no webhook for ${name}.`))
        : request.method === 'GET'
          ? challenge(deps, network, account, url.searchParams, response)
          : take(deps, network, account, request, response)
    taken.catch((error) => {
      if (error instanceof BodyRefused) return answer(response, error.status, error.message)
      // Whoever asked has gone, and hears no answer.
      if (!request.complete) return deps.log.debug({ network: name }, 'A request broke off')
      // Whatever it was, the network is asked to come again; it has lost nothing yet.
      if (error instanceof NotKept) deps.log.warn({ error: error.cause, network: name }, error.message)
      else deps.log.error({ error, network: name }, 'A delivery could not be taken')
      response.setHeader('retry-after', '5')
      answer(response, 503, 'Come again in a moment.')
    })
    return true
  }
}

async function challenge(
  deps: Webhooks,
  network: Network,
  account: string | undefined,
  query: URLSearchParams,
  response: Response,
): Promise<void> {
  const echo = network.webhook?.challenge?.(query, await deps.keysOf(network, account))
  if (echo === undefined) return answer(response, 403, 'This is not the token we know.')
  return answer(response, 200, echo, echo.startsWith('{') ? 'application/json' : undefined)
}

async function take(
  deps: Webhooks,
  network: Network,
  account: string | undefined,
  request: Request,
  response: Response,
): Promise<void> {
  const bytes = await readBody(request)
  const delivery = { headers: headersOf(request), bytes, now: deps.realTime().epochMilliseconds }
  const verify = (keys: Keys) => network.webhook?.verify(delivery, keys) ?? false
  const known = await deps.keysOf(network, account)
  // A secret may have been changed a moment ago, in another process: before refusing they are looked up again.
  const isSigned = verify(known) || verify(besides(known, await deps.keysOf(network, account, 'afresh')))
  if (!isSigned) return answer(response, 401, 'The signature does not match.')
  const body = Buffer.from(bytes).toString('utf8')
  await deps.keep({ network: network.name, account, body, receivedAt: deps.now() })
  return answer(response, 200, 'ok')
}

/** What has been tried in vain is not tried again: a stranger's body may be large. */
function besides(known: Keys, { secrets, ...others }: Keys): Keys {
  return { ...others, secrets: secrets.filter((secret) => !known.secrets.includes(secret)) }
}

function headersOf(request: Request): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  )
}

function answer(response: Response, status: number, text: string, type = 'text/plain'): void {
  if (response.headersSent) return
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8` }).end(text)
}
