import { type Answered, type Asked, type Fake, type Mood, nextId, now, type Said, serve } from './fake.ts'

const bot = 7021184512
const mira = 1033763
const chat = { id: mira, type: 'private', first_name: 'Mira' }

/** api.telegram.org, for one bot that is polled. It keeps no key and tells no history. */
export async function start(): Promise<Required<Fake>> {
  const said: Said[] = []
  const updates: { update_id: number; [happening: string]: unknown }[] = []
  const files: Buffer[] = []
  let last = 0

  function answer({ path, body }: Asked, mood: Mood): Answered {
    const [, file] = /^\/file\/bot[^/]+\/voice\/(\d+)\.oga$/.exec(path) ?? []
    if (file) return { bytes: files[Number(file)] }
    const method = path.split('/').at(-1)
    if (mood === 'refuses us') return refusal(401, 'Unauthorized')
    if (method === 'getMe') return ok({ id: bot, is_bot: true, first_name: 'Lumen', username: 'lumen_bot' })
    if (method === 'getUpdates') return ok(updates.filter(({ update_id }) => update_id >= (body.offset ?? 0)))
    if (method === 'getFile') return ok({ file_id: body.file_id, file_path: `voice/${body.file_id}.oga` })
    if (method !== 'sendMessage') return ok(true)
    if (mood === 'limits') return { ...refusal(429, 'Too Many Requests', { retry_after: 1 }) }
    if (mood === 'closes windows') return refusal(403, 'Forbidden: bot was blocked by the user')
    const id = said.length + 1
    said.push({ id: String(id), to: String(body.chat_id), text: body.text, at: now() })
    return { ...ok({ message_id: id, chat: { id: mira, type: 'private' } }), said: true }
  }

  function hears(happening: object) {
    updates.push({ update_id: Number(nextId()) % 1_000_000_000, ...happening })
  }

  function letter() {
    last = Number(nextId()) % 1_000_000_000
    const from = { id: mira, first_name: 'Mira', last_name: 'Petrova', is_bot: false }
    return { message_id: last, date: Math.floor(Date.now() / 1000), from, chat }
  }

  const server = await serve(answer)
  return {
    ...{ fields: ['token=7021184512:AAH-token-of-lumen', `api=${server.url}`, 'poll=1'], said },
    ...{ becomes: server.becomes, stop: server.stop },
    async writes(text) {
      hears({ message: { ...letter(), text } })
    },
    /** In a chat of the business account: only there is it told that something was taken back. */
    async speaks(voice) {
      const file_id = String(files.push(voice) - 1)
      hears({ business_message: { ...letter(), business_connection_id: 'b1', voice: { file_id, duration: 3 } } })
    },
    async takesBack() {
      hears({ deleted_business_messages: { business_connection_id: 'b1', chat, message_ids: [last] } })
    },
  }
}

function ok(result: unknown): Answered {
  return { json: { ok: true, result } }
}

function refusal(error_code: number, description: string, parameters?: object): Answered {
  return { status: error_code, json: { ok: false, error_code, description, ...(parameters ? { parameters } : {}) } }
}
