import { type Answered, type Asked, type Fake, type Mood, nextId, now, type Said, serve } from './fake.ts'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

/** A shop's own chat. It takes each `webhook-id` once. */
export async function start(): Promise<Fake> {
  const said: Said[] = []

  function answer({ headers, body }: Asked, mood: Mood): Answered {
    if (mood === 'refuses us') return { status: 401, json: { error: 'Who are you?' } }
    if (mood === 'limits') return { status: 429, headers: { 'retry-after': '1' } }
    if (mood === 'closes windows') return { status: 422, json: { error: 'This chat is closed.' } }
    const id = String(headers['webhook-id'])
    if (!said.some((one) => one.id === id))
      said.push({ id, to: body.data.conversation_id, text: body.data.text, at: now() })
    return { json: { id }, said: true }
  }

  const server = await serve(answer)
  return {
    ...{ fields: ['name=shop', `secret=${secret}`, `callback=${server.url}/replies`], said },
    ...{ becomes: server.becomes, stop: server.stop },
    async writes(text, origin) {
      const data = { id: `m-${nextId()}`, text, customer: { id: 'mira', name: 'Mira Petrova' } }
      const answer = await fetch(`${origin}/webhooks/custom/shop`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}` },
        body: JSON.stringify({ type: 'message.created', timestamp: now().toString(), data }),
      })
      if (!answer.ok) throw new Error(`Not taken: ${answer.status}`)
    },
  }
}
