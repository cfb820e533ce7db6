import { type Answered, type Asked, type Fake, type Mood, nextId, now, type Said, serve } from './fake.ts'

const bot = 7021184512
const mira = 1033763

/** Mira sends a voice message. */
interface Voices extends Fake {
  speaks(): void
}

/** api.telegram.org, for one bot that is polled. It keeps no key and tells no history. */
export async function start(): Promise<Voices> {
  const said: Said[] = []
  const updates: { update_id: number }[] = []

  function answer({ path, body }: Asked, mood: Mood): Answered {
    const method = path.split('/').at(-1)
    if (mood === 'refuses us') return refusal(401, 'Unauthorized')
    if (method === 'getMe') return ok({ id: bot, is_bot: true, first_name: 'Lumen', username: 'lumen_bot' })
    if (method === 'getUpdates') return ok(updates.filter(({ update_id }) => update_id >= (body.offset ?? 0)))
    if (method === 'getFile') return ok({ file_path: `voice/${body.file_id}` })
    if (path.startsWith('/file/')) return { json: `OggS of ${method}` }
    if (method !== 'sendMessage') return ok(true)
    if (mood === 'limits') return { ...refusal(429, 'Too Many Requests', { retry_after: 1 }) }
    if (mood === 'closes windows') return refusal(403, 'Forbidden: bot was blocked by the user')
    const id = said.length + 1
    said.push({ id: String(id), to: String(body.chat_id), text: body.text, at: now() })
    return { ...ok({ message_id: id, chat: { id: mira, type: 'private' } }), said: true }
  }

  const server = await serve(answer)
  return {
    ...{ fields: ['token=7021184512:AAH-token-of-lumen', `api=${server.url}`, 'poll=1'], said },
    ...{ becomes: server.becomes, stop: server.stop },
    writes: async (text) => comes({ text }),
    speaks: () => comes({ voice: { file_id: `voice-${updates.length}`, duration: 4 } }),
  }

  function comes(content: object): void {
    const person = { id: mira, first_name: 'Mira', last_name: 'Petrova', is_bot: false }
    const message = { message_id: Number(nextId()) % 1_000_000_000, date: Math.floor(Date.now() / 1000), ...content }
    updates.push({
      update_id: Number(nextId()) % 1_000_000_000,
      ...{ message: { ...message, from: person, chat: { id: mira, type: 'private', first_name: 'Mira' } } },
    })
  }
}

function ok(result: unknown): Answered {
  return { json: { ok: true, result } }
}

function refusal(error_code: number, description: string, parameters?: object): Answered {
  return { status: error_code, json: { ok: false, error_code, description, ...(parameters ? { parameters } : {}) } }
}
