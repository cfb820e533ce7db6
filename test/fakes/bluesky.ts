import { type Answered, type Asked, type Fake, type Mood, nextId, now, type Said, serve } from './fake.ts'

const lumen = 'did:plc:lumenlumenlumenlumenlume'
const mira = 'did:plc:miramiramiramiramiramira'

/** A personal data server, with the app's own questions behind it. A record has the name its author gives it. */
export async function start(): Promise<Fake> {
  const said: Said[] = []
  const posts: { uri: string; [more: string]: unknown }[] = []

  function answer({ path, query, body }: Asked, mood: Mood): Answered {
    const name = path.replace('/xrpc/', '')
    if (mood === 'refuses us') return refusal(401, 'AuthenticationRequired', 'Invalid identifier or password')
    switch (name) {
      case 'com.atproto.server.createSession':
        return { json: { accessJwt: nextId(), refreshJwt: nextId(), did: lumen, handle: 'lumen.example' } }
      case 'chat.bsky.convo.getLog':
        return { json: { logs: [] } }
      case 'app.bsky.notification.listNotifications':
        return { json: { notifications: posts.toReversed() } }
      case 'app.bsky.feed.getPosts':
        return { json: { posts: posts.filter(({ uri }) => query.getAll('uris').includes(uri)) } }
      case 'app.bsky.feed.getAuthorFeed':
        return { json: { feed: [] } }
      case 'com.atproto.repo.getRecord': {
        const there = said.find(({ id }) => id.endsWith(`/${query.get('rkey')}`))
        return there
          ? { json: { uri: there.id, cid: 'c', value: {} } }
          : refusal(400, 'RecordNotFound', 'Could not locate record')
      }
      case 'com.atproto.repo.createRecord':
        return create(body, mood)
      default:
        return { json: {} }
    }
  }

  function create({ rkey, record }: Asked['body'], mood: Mood): Answered {
    if (mood === 'limits') return { ...refusal(429, 'RateLimitExceeded', 'Rate Limit Exceeded'), headers: soon() }
    if (mood === 'closes windows') return refusal(400, 'BlockedByActor', 'Blocked')
    const uri = `at://${lumen}/app.bsky.feed.post/${rkey}`
    if (said.some(({ id }) => id === uri))
      return { ...refusal(400, 'InvalidRequest', 'There is such a record'), said: true }
    said.push({ id: uri, to: record.reply.parent.uri, text: record.text, at: now() })
    return { json: { uri, cid: 'c' }, said: true }
  }

  const server = await serve(answer)
  return {
    ...{ fields: ['handle=lumen.example', 'password=abcd-efgh', `api=${server.url}`, 'poll=1'], said },
    ...{ becomes: server.becomes, stop: server.stop },
    async writes(text) {
      const author = { did: mira, handle: 'mira.example', displayName: 'Mira Petrova' }
      const record = { $type: 'app.bsky.feed.post', text, createdAt: now().toString() }
      const uri = `at://${mira}/app.bsky.feed.post/${nextId()}`
      posts.push({ uri, cid: 'c', author, record, reason: 'mention', indexedAt: now().toString(), isRead: false })
    },
  }
}

function refusal(status: number, error: string, message: string): Answered {
  return { status, json: { error, message } }
}

function soon() {
  return { 'ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 1) }
}
