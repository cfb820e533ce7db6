import { connect, type Socket } from 'node:net'

/** No statement takes this long, and what merely idles is put away before: see `idle_timeout`. */
const SILENT = 20_000
const LOOK = 2000

/**
 * A connection to the server that is given up once nothing has moved on it for 20 s. After a failover, or behind a
 * firewall that forgot the connection, nothing ever comes back, and TCP alone would wait a quarter of an hour for it.
 */
export function watched({ host, port, path }: { host: string[]; port: number[]; path: string | false }): Socket {
  const socket = path ? connect(path) : connect(port[0] ?? 5432, host[0] ?? 'localhost')
  let moved = 0
  let since = performance.now()
  // Counted, not heard: with TLS nothing is said on this socket itself.
  const looking = setInterval(() => {
    const bytes = socket.bytesRead + socket.bytesWritten
    if (bytes !== moved) since = performance.now()
    moved = bytes
    if (performance.now() - since > SILENT)
      socket.destroy(Object.assign(new Error('The database has gone silent'), { code: 'CONNECTION_SILENT' }))
    if (socket.destroyed) clearInterval(looking)
  }, LOOK).unref()
  // By this name its certificate is judged.
  return Object.assign(socket, { host: host[0] })
}
