import { Agent, request } from 'node:http'

const agent = new Agent({ keepAlive: true })

export interface Asked {
  path: string
  headers?: Record<string, string>
  body?: string
}

/** Posts, and gives how long the answer took, in milliseconds. Throws unless it is 200. */
export function ask(origin: string, { path, headers, body = '' }: Asked): Promise<number> {
  return new Promise((done, failed) => {
    const began = performance.now()
    const length = { 'content-length': String(Buffer.byteLength(body)) }
    const asking = request(origin + path, { agent, method: 'POST', headers: { ...headers, ...length } }, (response) => {
      response.resume().once('end', () => {
        if (response.statusCode !== 200) return failed(new Error(`${path} was answered ${response.statusCode}`))
        return done(performance.now() - began)
      })
    })
    asking.once('error', failed)
    asking.end(body)
  })
}
