import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What goes wrong between Roost and a network. From `cut` on, the network has done by then what it was asked. */
export const TROUBLES = [
  ...['self-signed', 'unknown issuer', 'elsewhere', 'limited', 'away'],
  ...['cut', 'half', 'stops', 'huge', 'wrong', 'broken'],
] as const
export type Trouble = (typeof TROUBLES)[number]

/** A network's door, with a certificate that Roost is told to trust. */
export interface Front {
  url: string
  becomes(trouble: Trouble | undefined): void
  stop(): Promise<unknown>
}

const TEN_MEGABYTES = 10 * 1024 * 1024

/** `elsewhere`: where a redirect points. */
export async function front(to: string, made: Certificates, elsewhere: string): Promise<Front> {
  const { trusted, selfSigned, unknownIssuer } = made
  let trouble: Trouble | undefined
  const server = createServer(trusted, (request, response) => {
    void answer(request, response, trouble).catch(() => response.destroy())
  })

  async function answer(request: IncomingMessage, response: ServerResponse, trouble: Trouble | undefined) {
    const body = Buffer.concat(await Array.fromAsync(request))
    if (trouble === 'elsewhere') return response.writeHead(307, { location: elsewhere }).end()
    if (trouble === 'limited') return response.writeHead(429, { 'retry-after': '1' }).end('{}')
    if (trouble === 'away') return response.writeHead(503).end('<html>')
    const given = Object.entries(request.headers).filter(([name]) => !/^(host|connection|content-length)$/.test(name))
    const headers = Object.fromEntries(given.map(([name, value]) => [name, String(value)]))
    const answered = await fetch(to + request.url, {
      method: request.method,
      headers,
      ...(body.length > 0 ? { body } : {}),
    })
    const whole = Buffer.from(await answered.arrayBuffer())
    const type = { 'content-type': 'application/json' }
    switch (trouble) {
      case 'cut':
        return response.destroy()
      case 'half':
      case 'stops':
        response.writeHead(answered.status, { ...type, 'content-length': whole.length })
        return response.write(whole.subarray(0, whole.length / 2), () => trouble === 'half' && response.destroy())
      case 'huge':
        return response.writeHead(200, type).end(`["${'x'.repeat(TEN_MEGABYTES)}"]`)
      case 'broken':
        return response.writeHead(500, type).end('{"error":{"code":2,"is_transient":true,"message":"Try again"}}')
      case 'wrong':
        return response.writeHead(200, type).end('{"data":[[]],"id":{},"ok":"perhaps"}')
      default:
        return response.writeHead(answered.status, Object.fromEntries(answered.headers)).end(whole)
    }
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    becomes(next) {
      trouble = next
      const shown = { 'self-signed': selfSigned, 'unknown issuer': unknownIssuer }
      server.setSecureContext(next && next in shown ? shown[next as keyof typeof shown] : trusted)
    },
    stop() {
      server.closeAllConnections()
      return new Promise((done) => server.close(done))
    },
  }
}

interface Certificate {
  key: Buffer
  cert: Buffer
}

export interface Certificates {
  trusted: Certificate
  selfSigned: Certificate
  /** Whoever signed it is missing, as where a server was set up without its intermediate certificate. */
  unknownIssuer: Certificate
  /** The trusted one, for NODE_EXTRA_CA_CERTS. */
  trust: string
  remove(): void
}

/** Undefined where there is no openssl. */
export function certificates(): Certificates | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'roost-certificates-'))
  const file = (name: string) => join(folder, name)
  const make = (name: string, ...by: string[]) =>
    spawnSync('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', ...by],
      ...['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1'],
      ...['-keyout', file(`${name}.key`), '-out', file(`${name}.crt`)],
    ]).status === 0
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const byIssuer = ['-CA', file('issuer.crt'), '-CAkey', file('issuer.key')]
  if (!make('trusted') || !make('self') || !make('issuer') || !make('leaf', ...byIssuer)) {
    remove()
    return undefined
  }
  const read = (name: string) => ({ key: readFileSync(file(`${name}.key`)), cert: readFileSync(file(`${name}.crt`)) })
  const three = { trusted: read('trusted'), selfSigned: read('self'), unknownIssuer: read('leaf') }
  return { ...three, trust: file('trusted.crt'), remove }
}
