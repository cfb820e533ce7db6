import { randomBytes, randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { app } from '../company.ts'
import { type Answer, ackWithin, type Deliver } from './deliver.ts'

export interface SocketMode {
  ticket(): string
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  isOpen(): boolean
  deliver: Deliver
  close(): void
}

const ack = z.object({ envelope_id: z.string(), payload: z.unknown() })

/** Slack's end of Socket Mode: `apps.connections.open` gives a ticket, each envelope goes to one open connection. */
export function openSocketMode(): SocketMode {
  const server = new WebSocketServer({ noServer: true })
  const tickets = new Set<string>()
  const waiting = new Map<string, (payload: unknown) => void>()

  function greet(connection: WebSocket) {
    connection.send(
      JSON.stringify({
        type: 'hello',
        num_connections: server.clients.size,
        debug_info: { host: 'sandbox', approximate_connection_time: 18_060 },
        connection_info: { app_id: app.id },
      }),
    )
    connection.on('message', (data) => {
      const { envelope_id, payload } = ack.parse(JSON.parse(data.toString()))
      waiting.get(envelope_id)?.(payload)
    })
  }

  const connections = () => [...server.clients].filter((one) => one.readyState === one.OPEN)

  return {
    ticket() {
      const ticket = randomBytes(16).toString('hex')
      tickets.add(ticket)
      return ticket
    },
    upgrade(request, socket, head) {
      const url = URL.parse(request.url ?? '', 'http://x')
      if (url?.pathname !== '/sandbox/socket') return false
      if (tickets.delete(url.searchParams.get('ticket') ?? '')) server.handleUpgrade(request, socket, head, greet)
      else socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n')
      return true
    },
    isOpen: () => connections().length > 0,
    deliver(type, body, retry) {
      const open = connections()
      const connection = open[Math.floor(Math.random() * open.length)]
      if (!connection) return Promise.resolve({ acked: false, why: 'unreachable' })
      const id = randomUUID()
      connection.send(
        JSON.stringify({
          type,
          envelope_id: id,
          payload: body,
          accepts_response_payload: type !== 'events_api',
          ...(type === 'events_api' && { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? '' }),
        }),
      )
      return new Promise<Answer>((resolve) => {
        const late = setTimeout(() => settle({ acked: false, why: 'timeout' }), ackWithin)
        const settle = (answer: Answer) => {
          clearTimeout(late)
          waiting.delete(id)
          resolve(answer)
        }
        waiting.set(id, (payload) => settle({ acked: true, payload }))
      })
    },
    close() {
      for (const connection of server.clients) connection.terminate()
      server.close()
    },
  }
}
