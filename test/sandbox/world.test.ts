import { createHmac } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type Opened, open, type Row, type Wish } from './open.ts'

async function started(wish: Wish = {}): Promise<Opened> {
  const it = await open(wish)
  onTestFinished(() => it.close())
  return it
}

function fieldsOf(it: Opened, network: string, name?: string): Record<string, string> {
  return it.sandbox.accounts.find((one) => one.network === network && (!name || one.fields.name === name))?.fields ?? {}
}

async function heard(it: Opened, path: string, holds = '') {
  return vi.waitFor(() => {
    const found = it.deliveries.filter((one) => one.path.startsWith(path) && one.body.includes(holds)).at(-1)
    if (!found) throw new Error(`Nothing came to ${path}.`)
    return found
  })
}

async function comment(it: Opened, text: string) {
  const { page } = fieldsOf(it, 'facebook')
  await it.does('grace', 'write', {
    account: 'facebook',
    place: 'public',
    customer: 'mira',
    post: `${page}_845950078423902`,
    text,
  })
  const letter = (await it.sees('grace')).letters.find((one) => one.text === text)
  return letter?.id as string
}

async function graph(it: Opened, method: string, path: string, body?: object) {
  const { token = '', api } = fieldsOf(it, 'facebook')
  const response = await fetch(`${api}/v25.0/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  return (await response.json()) as Row
}

test('nothing is written before the app is ready; then a handful of customers, once', async () => {
  const it = await started()
  expect((await it.sees('grace')).letters).toHaveLength(0)
  it.sandbox.ready()
  await vi.waitFor(() => expect(it.deliveries).toHaveLength(6))
  it.sandbox.ready()
  expect((await it.sees('grace')).letters).toHaveLength(6)
})

test('a comment comes as Facebook sends it: signed over escaped bytes', async () => {
  const it = await started()
  it.sandbox.ready()
  const id = await comment(it, 'Olá, já há azul? 💙')
  const { body, headers } = await heard(it, '/webhooks/facebook', id)
  expect(headers['x-hub-signature-256']).toBe(
    `sha256=${createHmac('sha256', it.sandbox.meta.appSecret).update(body).digest('hex')}`,
  )
  expect(body).toMatch(/^[\x20-\x7e]+$/)
  expect(JSON.parse(body)).toMatchObject({
    object: 'page',
    entry: [
      {
        changes: [
          {
            field: 'feed',
            value: {
              item: 'comment',
              verb: 'add',
              comment_id: id,
              message: 'Olá, já há azul? 💙',
              from: { name: 'Mira Petrova' },
            },
          },
        ],
      },
    ],
  })
})

test('an edit and a deletion are told too', async () => {
  const it = await started()
  it.sandbox.ready()
  const id = await comment(it, 'Wher is it?')
  await it.does('grace', 'edit', { id, text: 'Where is it?' })
  expect((await heard(it, '/webhooks/facebook', '"edited"')).body).toContain('Where is it?')
  await it.does('grace', 'remove', { id })
  expect(JSON.parse((await heard(it, '/webhooks/facebook', '"remove"')).body).entry[0].changes[0].value).toMatchObject({
    comment_id: id,
  })
  expect(await graph(it, 'GET', id)).toMatchObject({ error: { code: 100, error_subcode: 33 } })
})

test('the Graph API reads, answers in public, hides, likes and deletes, and echoes what we wrote', async () => {
  const it = await started()
  it.sandbox.ready()
  const { page } = fieldsOf(it, 'facebook')
  const id = await comment(it, 'Is sand left?')
  expect(await graph(it, 'GET', `${page}?fields=id,name`)).toMatchObject({ id: page, name: 'Lumen' })
  expect(await graph(it, 'GET', `${id}?fields=from,message,permalink_url`)).toMatchObject({
    message: 'Is sand left?',
    from: { name: 'Mira Petrova' },
  })
  const reply = await graph(it, 'POST', `${id}/comments`, { message: 'Yes, twelve.' })
  expect(reply.id).toMatch(/^\d+_\d+$/)
  const echo = JSON.parse((await heard(it, '/webhooks/facebook', reply.id)).body)
  expect(echo.entry[0].changes[0].value).toMatchObject({ from: { id: page }, parent_id: id })
  await graph(it, 'POST', id, { is_hidden: true })
  await graph(it, 'POST', `${id}/likes`)
  expect((await it.sees('grace')).letters.find((one) => one.id === id)).toMatchObject({ hidden: true, liked: true })
  expect(await graph(it, 'DELETE', id)).toEqual({ success: true })
})

test('a private reply is one per comment, within seven days, and opens a conversation with a window of a day', async () => {
  const it = await started()
  it.sandbox.ready()
  const { page } = fieldsOf(it, 'facebook')
  const say = (recipient: object) => graph(it, 'POST', `${page}/messages`, { recipient, message: { text: 'Hello' } })
  const id = await comment(it, 'Charged twice!')
  const late = await comment(it, 'And another thing')
  const { recipient_id, message_id } = await say({ comment_id: id })
  expect(JSON.parse((await heard(it, '/webhooks/facebook', message_id)).body).entry[0].messaging[0]).toMatchObject({
    recipient: { id: recipient_id },
    message: { is_echo: true, text: 'Hello' },
  })
  expect(await say({ comment_id: id })).toMatchObject({ error: { code: 10900 } })
  expect(await say({ id: recipient_id })).toMatchObject({ error: { code: 10, error_subcode: 2018278 } })
  await it.does('grace', 'write', { account: 'facebook', place: 'private', customer: 'mira', text: 'Order #48177' })
  expect(JSON.parse((await heard(it, '/webhooks/facebook', '#48177')).body).entry[0].messaging[0]).toMatchObject({
    sender: { id: recipient_id },
  })
  expect(await say({ id: recipient_id })).toMatchObject({ recipient_id })
  await it.does('grace', 'clock', { minutes: 8 * 24 * 60 })
  expect(await say({ id: recipient_id })).toMatchObject({ error: { error_subcode: 2018278 } })
  expect(await say({ comment_id: late })).toMatchObject({ error: { code: 10903 } })
})

test('the Graph API gives the page’s posts with their comments, and conversations, to an app that polls', async () => {
  const it = await started()
  it.sandbox.ready()
  const { page } = fieldsOf(it, 'facebook')
  const id = await comment(it, 'Is sand left?')
  const reply = await graph(it, 'POST', `${id}/comments`, { message: 'Yes, twelve.' })
  const { data } = await graph(it, 'GET', `${page}/feed?fields=id,message,comments{id,from,message}`)
  const mugs = data.find((one: Row) => one.id.endsWith('_845950078423902'))
  expect(mugs.comments.data.map((one: Row) => one.message)).toEqual(
    expect.arrayContaining(['Yes, twelve.', 'Is sand left?']),
  )
  expect((await graph(it, 'GET', `${id}/comments`)).data).toMatchObject([{ id: reply.id, from: { id: page } }])
  const { recipient_id } = await graph(it, 'POST', `${page}/messages`, {
    recipient: { comment_id: id },
    message: { text: 'Hello' },
  })
  const conversations = await graph(it, 'GET', `${page}/conversations?platform=messenger&user_id=${recipient_id}`)
  expect(conversations.data).toMatchObject([
    {
      participants: { data: [{ id: recipient_id }, { id: page }] },
      messages: { data: [{ message: 'Hello', from: { id: page } }] },
    },
  ])
})

test('a wrong page token is refused', async () => {
  const it = await started()
  const { api, page } = fieldsOf(it, 'facebook')
  const response = await fetch(`${api}/${page}?access_token=wrong`)
  expect([response.status, await response.json()]).toMatchObject([400, { error: { code: 190 } }])
})

test('the shop’s chat speaks Standard Webhooks both ways, and takes a repeated reply once', async () => {
  const it = await started()
  it.sandbox.ready()
  const { secret = '', callback = '' } = fieldsOf(it, 'custom', 'shop-chat')
  await it.does('grace', 'write', {
    account: 'shop-chat',
    place: 'private',
    customer: 'kenji',
    text: 'Does it work on 100 V, too?',
  })
  const { body, headers } = await heard(it, '/webhooks/custom/shop-chat', 'V, too?')
  const { type, data } = new Webhook(secret).verify(body, headers as Record<string, string>) as Row
  expect([type, data.place, data.customer.name]).toEqual(['message.created', 'private', 'Kenji Mori'])
  const reply = JSON.stringify({
    type: 'reply.created',
    timestamp: new Date().toISOString(),
    data: {
      id: '9',
      in_reply_to: data.id,
      conversation_id: data.conversation_id,
      text: 'It does.',
      place: 'private',
      agent: { name: 'Grace' },
    },
  })
  const send = async (signedWith: string) => {
    const at = new Date()
    const response = await fetch(callback, {
      method: 'POST',
      body: reply,
      headers: {
        'webhook-id': 'msg_9',
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(signedWith).sign('msg_9', at, reply),
      },
    })
    return response.status
  }
  expect([await send(secret), await send(secret), await send('whsec_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0')]).toEqual([
    200, 200, 401,
  ])
  const ours = (await it.sees('grace')).letters.filter((one) => one.from === 'us')
  expect(ours).toMatchObject([{ customer: 'kenji', text: 'It does.', agent: 'Grace' }])
})

test('a delivery the app does not take comes again until it is', async () => {
  const it = await started()
  it.refuse = 2
  it.sandbox.ready()
  const waiting = async () => (await it.sees('grace')).letters.filter((one) => !one.delivered).length
  await vi.waitFor(async () => expect(await waiting()).toBe(0), { timeout: 10_000 })
  expect(it.deliveries).toHaveLength(8)
})

test('the weather at the networks: refusing, and losing the answer of what was done', async () => {
  const it = await started()
  it.sandbox.ready()
  const id = await comment(it, 'Hello?')
  await it.does('grace', 'weather', { network: 'refusing' })
  expect(await graph(it, 'POST', `${id}/comments`, { message: 'Hi' })).toMatchObject({ error: { code: 551 } })
  await it.does('grace', 'weather', { network: 'losing' })
  await expect(graph(it, 'POST', `${id}/comments`, { message: 'Hi' })).rejects.toThrow()
  expect((await it.sees('grace')).letters.filter((one) => one.from === 'us')).toHaveLength(1)
})

test('state survives a restart, and Start Over clears it', async () => {
  const first = await open()
  first.sandbox.ready()
  await vi.waitFor(() => expect(first.deliveries).toHaveLength(6))
  await first.app.client.chat.postMessage({ channel: 'C0SOCIAL01', text: 'Still here' })
  const { botToken } = first.sandbox.slack
  const again = async () => {
    const port = Number(new URL(first.origin).port)
    return open({ dataDir: first.dataDir, port, startOver: async () => void over() })
  }
  const over = vi.fn()
  await first.sandbox.close()
  await first.stop()
  const it = await again()
  onTestFinished(() => it.close())
  expect(it.sandbox.slack.botToken).toBe(botToken)
  expect((await it.sees('grace')).messages).toMatchObject([{ text: 'Still here' }])
  expect((await it.sees('grace')).channels.map((one) => one.name).slice(0, 3)).toEqual(['social', 'reviews', 'general'])
  it.sandbox.ready()
  expect((await it.sees('grace')).letters).toHaveLength(6)
  await it.does('grace', 'start-over')
  expect(over).toHaveBeenCalledTimes(1)
  expect((await it.sees('grace')).messages).toEqual([])
  await vi.waitFor(async () => expect((await it.sees('grace')).letters.filter((one) => one.delivered)).toHaveLength(6))
})

test('500 people write within a minute of an outage, the same ones never twice', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const it = await started()
  it.sandbox.ready()
  await it.does('grace', 'story', { story: 'outage' })
  await vi.advanceTimersByTimeAsync(61_000)
  vi.useRealTimers()
  await vi.waitFor(() => expect(it.deliveries.length).toBe(506), { timeout: 20_000 })
  expect(new Set((await it.sees('grace')).letters.map((one) => one.id)).size).toBe(506)
})

test('the clock moves by minutes and to nine on the next morning of whoever asks', async () => {
  const moved: Temporal.Duration[] = []
  let now = Temporal.Instant.from('2026-03-28T20:00:00Z')
  const it = await started({
    now: () => now,
    advanceClock: async (by) => {
      moved.push(by)
      now = now.add(by)
    },
  })
  await it.does('grace', 'clock', { minutes: 15 })
  expect(now.toString()).toBe('2026-03-28T20:15:00Z')
  // London changes its clocks that night.
  await it.does('grace', 'clock', { to: 'tomorrow morning' })
  expect(now.toString()).toBe('2026-03-29T08:01:00Z')
})
