import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { type Env, EnvironmentError } from './env.ts'

/** Answers whether the path was its own. */
export type Route = (request: IncomingMessage, response: ServerResponse) => boolean

export interface Door {
  server: Server
  port: number
  /** Asked one after the other. What has no route yet is asked to come again. */
  routes: Route[]
  /** All is there: from now on `/health` says so. */
  ready(): void
  close(): Promise<void>
}

/**
 * In milliseconds. Proxies keep an idle line for a minute or so: were it put down here first, what one passes on at that moment
 * would be lost, and Slack repeats no press.
 */
const PATIENCE = { requestTimeout: 30_000, headersTimeout: 10_000, keepAliveTimeout: 95_000 }

/**
 * The one server for everything that comes in. What a route cannot bear ends that request alone. Throws `EnvironmentError`
 * when its port is in use.
 */
export async function openDoor(env: Env, databaseAnswers: () => Promise<boolean>, log: Logger): Promise<Door> {
  const routes: Route[] = []
  let ready = false
  const health = async (response: ServerResponse) => {
    const says = !ready ? 'starting' : (await databaseAnswers()) ? 'ok' : 'the database does not answer'
    response.writeHead(says === 'ok' ? 200 : 503).end(says)
  }
  const server = createServer(PATIENCE, (request, response) => {
    if (request.url === '/health') return void health(response)
    // `//` is one that cannot be read.
    if (!URL.canParse(request.url ?? '', 'http://localhost')) return void response.writeHead(400).end('What is asked?')
    try {
      if (routes.some((route) => route(request, response))) return
    } catch (error) {
      log.error({ error }, 'A request could not be answered')
      if (!response.headersSent) response.writeHead(500)
      return void response.end()
    }
    if (ready) response.writeHead(404).end('There is nothing here.')
    else response.writeHead(503, { 'retry-after': '5' }).end('Roost starts. Come again in a moment.')
  })
  const port = await listening(server, env)
  return {
    ...{ server, port, routes },
    ready: () => {
      ready = true
    },
    close: () => closed(server),
  }
}

/** Gives the port; it is another than asked for only if 0 was. */
function listening(server: Server, { port, host }: Env): Promise<number> {
  return new Promise((done, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      failed(
        error.code === 'EADDRINUSE'
          ? new EnvironmentError(`PORT: ${port} is in use; stop what runs there, or choose another port.`)
          : error,
      ),
    )
    server.listen(port, host, () => {
      const address = server.address()
      done(typeof address === 'object' && address ? address.port : port)
    })
  })
}

/** What is under way ends, for 3 s at most. */
function closed(server: Server): Promise<void> {
  return new Promise((done) => {
    const deadline = setTimeout(() => server.closeAllConnections(), 3000)
    server.close(() => {
      clearTimeout(deadline)
      done()
    })
    server.closeIdleConnections()
  })
}
