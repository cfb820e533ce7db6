import { connect, type Socket } from 'node:net'

const LOOK = 2000

export interface Host {
  host: string[]
  port: number[]
  path: string | false
}

/**
 * A connection to the server that is given up once nothing has moved on it for so many milliseconds. After a failover, or
 * behind a firewall that forgot the connection, nothing ever comes back, and TCP alone would wait a quarter of an hour.
 */
export function watched({ host, port, path }: Host, silence: number): Socket {
  const socket = path ? connect(path) : connect(port[0] ?? 5432, host[0] ?? 'localhost')
  let moved = 0
  let since = performance.now()
  // Counted, not heard: with TLS nothing is said on this socket itself.
  const looking = setInterval(() => {
    const bytes = socket.bytesRead + socket.bytesWritten
    if (bytes !== moved) since = performance.now()
    moved = bytes
    if (performance.now() - since > silence)
      socket.destroy(Object.assign(new Error('The database has gone silent'), { code: 'CONNECTION_SILENT' }))
    if (socket.destroyed) clearInterval(looking)
  }, LOOK).unref()
  // By this name its certificate is judged.
  return Object.assign(socket, { host: host[0] })
}
