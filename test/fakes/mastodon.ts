import { type Answered, type Asked, type Fake, type Mood, nextId, now, type Said, serve } from './fake.ts'

const lumen = { id: '109001', acct: 'lumen', display_name: 'Lumen', username: 'lumen' }
const mira = { id: '887137', acct: 'mira@social.example', display_name: 'Mira Petrova', username: 'mira' }

/** A server, for one account of its. It keeps the keys of what was said. */
export async function start(): Promise<Fake> {
  const said: (Said & { key: unknown })[] = []
  const statuses: { id: string; created_at: string; [more: string]: unknown }[] = []

  function answer(asked: Asked, mood: Mood): Answered {
    const { method, path, query } = asked
    if (mood === 'refuses us') return { status: 401, json: { error: 'The access token is invalid' } }
    if (method === 'POST' && path === '/api/v1/statuses') return post(asked, mood)
    const since = () => statuses.filter(({ id }) => Number(id) > Number(query.get('min_id') ?? 0)).toReversed()
    if (path === '/api/v1/accounts/verify_credentials') return { json: lumen }
    if (path === '/api/v1/notifications')
      return {
        json: since().map((status) => ({
          ...{ id: status.id, type: 'mention', created_at: status.created_at, account: mira, status },
        })),
      }
    if (path === '/api/v1/statuses') return { json: statuses.filter(({ id }) => query.getAll('id[]').includes(id)) }
    const [, id, part] = /^\/api\/v1\/statuses\/(\d+)(\/context)?$/.exec(path) ?? []
    const status = statuses.find((one) => one.id === id)
    if (part) return { json: { ancestors: [], descendants: [] } }
    if (id) return status ? { json: status } : { status: 404, json: { error: 'Record not found' } }
    return /\/statuses$/.test(path) ? { json: [] } : { status: 404, json: { error: 'Record not found' } }
  }

  function post({ headers, body }: Asked, mood: Mood): Answered {
    if (mood === 'limits')
      return {
        status: 429,
        headers: { 'x-ratelimit-reset': now().add({ seconds: 1 }).toString() },
        json: { error: 'Throttled' },
      }
    if (mood === 'closes windows') return { status: 422, json: { error: 'Validation failed: you may not' } }
    const key = headers['idempotency-key']
    const before = said.find((one) => one.key === key)
    const one = before ?? { id: nextId(), to: body.in_reply_to_id, text: body.status, at: now(), key }
    if (!before) said.push(one)
    return { json: { id: one.id, url: `https://mastodon.example/@lumen/${one.id}` }, said: true }
  }

  const server = await serve(answer)
  return {
    ...{ fields: ['instance=mastodon.example', 'token=token-of-lumen', `api=${server.url}`, 'poll=1'], said },
    ...{ becomes: server.becomes, stop: server.stop },
    async writes(text) {
      const id = nextId()
      statuses.push({
        ...{ id, created_at: now().toString(), account: mira, visibility: 'public', media_attachments: [] },
        ...{ content: `<p>@lumen ${text}</p>`, url: `https://social.example/@mira/${id}`, in_reply_to_id: null },
      })
    },
  }
}
