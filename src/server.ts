import type { Server } from 'node:http'
import { type Env, EnvironmentError } from './env.ts'

/** Gives the port; it is another than asked for only if 0 was. Throws `EnvironmentError` when it is in use. */
export function listening(server: Server, { port, host }: Env): Promise<number> {
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
export function closed(server: Server): Promise<void> {
  return new Promise((done) => {
    const deadline = setTimeout(() => server.closeAllConnections(), 3000)
    server.close(() => {
      clearTimeout(deadline)
      done()
    })
    server.closeIdleConnections()
  })
}
