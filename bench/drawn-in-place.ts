import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Takes what Roost draws through a `response_url`; `heard` says that it was drawn otherwise. */
export async function drawnInPlace() {
  let drawn = Promise.withResolvers<void>()
  const server = createServer((request, response) => {
    const body: Buffer[] = []
    request
      .on('data', (chunk: Buffer) => body.push(chunk))
      .once('end', () => {
        response.end('ok')
        // What is only said to the one who pressed comes by the same way.
        if (JSON.parse(Buffer.concat(body).toString()).response_type !== 'ephemeral') drawn.resolve()
      })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    next() {
      drawn = Promise.withResolvers<void>()
      return drawn.promise
    },
    heard: () => drawn.resolve(),
    close() {
      server.closeAllConnections()
      return new Promise((done) => server.close(done))
    },
  }
}
