import { type Answered, type Asked, type Fake, type Mood, nextId, now, type Said, serve } from './fake.ts'

const lumen = '4705301298513164355'
const mira = '4358888946079613581'

/** api.x.com, for one account. It takes no key, but tells our own posts. */
export async function start(): Promise<Fake> {
  const said: Said[] = []
  const posts: { id: string; [more: string]: unknown }[] = []
  const users = [
    { id: mira, username: 'mira', name: 'Mira Petrova' },
    { id: lumen, username: 'lumen', name: 'Lumen' },
  ]

  function answer({ method, path, query, body }: Asked, mood: Mood): Answered {
    if (mood === 'refuses us') return { status: 401, json: { title: 'Unauthorized', status: 401, type: 'about:blank' } }
    if (path === '/2/users/me') return { json: { data: users[1] } }
    if (path.endsWith('/mentions')) {
      const since = posts.filter(({ id }) => BigInt(id) > BigInt(query.get('since_id') ?? 0))
      return { json: { data: since.toReversed(), includes: { users }, meta: {} } }
    }
    if (path.endsWith('/tweets') && method === 'GET') return { json: { data: said.map(ours).toReversed(), meta: {} } }
    if (path !== '/2/tweets' || method !== 'POST') return { json: { data: [], meta: {} } }
    if (mood === 'limits') return { status: 429, headers: soon(), json: { title: 'Too Many Requests', status: 429 } }
    if (mood === 'closes windows')
      return {
        status: 403,
        json: { title: 'Forbidden', detail: 'You are not permitted to perform this action.', status: 403 },
      }
    const one = { id: nextId(), to: body.reply.in_reply_to_tweet_id, text: body.text, at: now() }
    said.push(one)
    return { status: 201, json: { data: { id: one.id, text: one.text } }, said: true }
  }

  const server = await serve(answer)
  const keys = ['key=k', 'secret=s', 'token=t', 'tokenSecret=ts']
  return {
    ...{ fields: [...keys, `api=${server.url}`, 'poll=1'], said, becomes: server.becomes, stop: server.stop },
    async writes(text) {
      const id = nextId()
      const entities = { mentions: [{ start: 0, end: 6, username: 'lumen', id: lumen }] }
      posts.push({
        ...{ id, text: `@lumen ${text}`, author_id: mira, conversation_id: id, created_at: now().toString(), entities },
      })
    },
  }
}

function ours({ id, to, text, at }: Said) {
  const replied = { type: 'replied_to', id: to }
  const post = { id, text: `@mira ${text}`, author_id: lumen, conversation_id: to, created_at: at.toString() }
  return { ...post, in_reply_to_user_id: mira, referenced_tweets: [replied] }
}

function soon() {
  return { 'x-rate-limit-reset': String(Math.ceil(Date.now() / 1000) + 1) }
}
