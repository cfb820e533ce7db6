import { createHmac } from 'node:crypto'
import { type Given, nextId } from './fake.ts'
import { startGraph } from './graph.ts'

interface Product {
  /** In the delivery's address: `/webhooks/<name>`. */
  name: string
  object: string
  own: { id: string; name: string }
  fields: string[]
  /** What an entry of a delivery holds besides its id and time. */
  entry: (text: string, id: string) => object
}

/** One of Meta's products: Graph for what we say, signed deliveries for what Mira does. */
export async function startMeta({ name, object, own, fields, entry }: Product, { appSecret }: Given) {
  const graph = await startGraph(own)
  async function delivers(what: object, origin: string) {
    const body = JSON.stringify({ object, entry: [{ id: own.id, time: Math.floor(Date.now() / 1000), ...what }] })
    const signature = createHmac('sha256', appSecret).update(body).digest('hex')
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` }
    const answer = await fetch(`${origin}/webhooks/${name}`, { method: 'POST', headers, body })
    if (!answer.ok) throw new Error(`Not taken: ${answer.status}`)
  }
  return {
    ...{ fields: [...fields, 'token=t', `api=${graph.url}`], said: graph.said, media: graph.media, delivers },
    ...{ becomes: graph.becomes, stop: graph.stop },
    writes: (text: string, origin: string) => delivers(entry(text, nextId()), origin),
  }
}

export function messaging(own: string, text: string, mid: string): object {
  return {
    messaging: [{ sender: { id: '24001' }, recipient: { id: own }, timestamp: Date.now(), message: { mid, text } }],
  }
}
