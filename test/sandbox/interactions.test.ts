import { createHmac } from 'node:crypto'
import type { App, BlockAction, ViewClosedAction, ViewSubmitAction } from '@slack/bolt'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { alan, grace, type Opened, open, social, type Wish } from './open.ts'

const plain = (text: string) => ({ type: 'plain_text' as const, text })
const button = (action_id: string) => ({
  type: 'actions' as const,
  block_id: 'buttons',
  elements: [{ type: 'button' as const, action_id, text: plain('Press'), value: '7' }],
})
const field = (changes: object = {}) => ({
  type: 'input' as const,
  block_id: 'reply',
  label: plain('Reply'),
  element: { type: 'plain_text_input' as const, action_id: 'text', ...changes },
})
const view = (changes: object = {}) => ({
  type: 'modal' as const,
  callback_id: 'form',
  title: plain('A form'),
  submit: plain('Send'),
  blocks: [field()],
  ...changes,
})
const typed = (value: string | null) => ({ reply: { text: { type: 'plain_text_input', value } } })

async function started(wish: Wish = {}, prepare: (app: App) => void = () => {}): Promise<Opened> {
  const it = await open({ channelBurst: 50, ...wish })
  prepare(it.app)
  onTestFinished(() => it.close())
  return it
}

async function card(it: Opened, action: string) {
  const posted = await it.app.client.chat.postMessage({ channel: social, text: 'A card', blocks: [button(action)] })
  const at = { in: 'message', channel: social, ts: posted.ts }
  return {
    ts: posted.ts ?? '',
    at,
    press: (as: string) => it.does(as, 'press', { at, blockId: 'buttons', actionId: action, chosen: {}, state: {} }),
  }
}

const refusal = (call: Promise<unknown>) =>
  call.then(
    () => 'no refusal',
    (error) => error.data?.error,
  )

describe('a press', () => {
  test('says who, where and what, and is signed', async () => {
    const bodies: BlockAction[] = []
    const it = await started({}, (app) => {
      app.action('go', async ({ ack, body }) => {
        bodies.push(body as BlockAction)
        await ack()
      })
    })
    const { press, ts } = await card(it, 'go')
    await press('alan')
    expect(bodies[0]).toMatchObject({
      type: 'block_actions',
      user: { id: alan, team_id: 'T0SANDBOX1' },
      channel: { id: social, name: 'social' },
      container: { type: 'message', message_ts: ts, channel_id: social, is_ephemeral: false },
      message: { ts, text: 'A card' },
      actions: [{ type: 'button', action_id: 'go', block_id: 'buttons', value: '7' }],
    })
  })
  test('that is not acked in 3 seconds leaves a warning on the message', async () => {
    const it = await started({}, (app) => app.action('go', async () => {}))
    const { press } = await card(it, 'go')
    await press('grace')
    expect((await it.sees('grace')).messages[0]?.trouble).toContain('did not answer within 3 seconds')
  })
  test('a trigger opens one view and no second', async () => {
    const triggers: string[] = []
    const it = await started({}, (app) => {
      app.action('go', async ({ ack, body }) => {
        triggers.push((body as BlockAction).trigger_id)
        await ack()
      })
    })
    const { press } = await card(it, 'go')
    await press('grace')
    const [trigger_id = ''] = triggers
    await it.app.client.views.open({ trigger_id, view: view() })
    expect(await refusal(it.app.client.views.open({ trigger_id, view: view() }))).toBe('exchanged_trigger_id')
    expect(await refusal(it.app.client.views.open({ trigger_id: 'made.up', view: view() }))).toBe('invalid_trigger_id')
    expect((await it.sees('grace')).modals).toHaveLength(1)
    expect((await it.sees('alan')).modals).toHaveLength(0)
  })
  test('a trigger lives 3 seconds', async () => {
    const triggers: string[] = []
    const it = await started({}, (app) => {
      app.action('go', async ({ ack, body }) => {
        triggers.push((body as BlockAction).trigger_id)
        await ack()
      })
    })
    await (await card(it, 'go')).press('grace')
    const real = performance.now.bind(performance)
    const later = vi.spyOn(performance, 'now').mockImplementation(() => real() + 3_001)
    onTestFinished(() => later.mockRestore())
    expect(await refusal(it.app.client.views.open({ trigger_id: triggers[0] ?? '', view: view() }))).toBe(
      'expired_trigger_id',
    )
  })
})

describe('a response_url', () => {
  async function withUrl() {
    const urls: string[] = []
    const it = await started({}, (app) => {
      app.action('go', async ({ ack, body }) => {
        urls.push((body as BlockAction).response_url)
        await ack()
      })
    })
    const { press, ts } = await card(it, 'go')
    await press('grace')
    const post = async (body: object) => {
      const response = await fetch(urls[0] ?? '', { method: 'POST', body: JSON.stringify(body) })
      return { status: response.status, text: await response.text() }
    }
    return { it, ts, post }
  }
  test('answers the one who pressed, or everybody, or replaces, or deletes', async () => {
    const { it, ts, post } = await withUrl()
    expect(await post({ text: 'for you' })).toEqual({ status: 200, text: 'ok' })
    expect((await it.sees('grace')).ephemerals).toMatchObject([{ text: 'for you', to: grace }])
    await post({ text: 'for all', response_type: 'in_channel' })
    await post({ text: 'another card', replace_original: true })
    const history = async () => (await it.app.client.conversations.history({ channel: social })).messages ?? []
    expect(await history()).toMatchObject([{ text: 'for all' }, { ts, text: 'another card' }])
    await post({ delete_original: true })
    expect(await history()).toMatchObject([{ text: 'for all' }])
  })
  test('works five times', async () => {
    const { post } = await withUrl()
    for (let use = 1; use <= 5; use += 1) expect((await post({ text: 'x' })).status).toBe(200)
    expect(await post({ text: 'x' })).toEqual({ status: 404, text: '{"ok":false,"error":"used_url"}' })
  })
  test('works for thirty minutes', async () => {
    const { it, post } = await withUrl()
    await it.does('grace', 'clock', { minutes: 29 })
    expect((await post({ text: 'x' })).status).toBe(200)
    await it.does('grace', 'clock', { minutes: 2 })
    expect((await post({ text: 'x' })).text).toContain('expired_url')
  })
  test('checks blocks as posting does', async () => {
    const { post } = await withUrl()
    expect((await post({ text: 'x', blocks: [{ type: 'billboard' }] })).text).toContain('invalid_blocks')
  })
})

describe('modals', () => {
  async function opened(changes: object = {}, prepare: (app: App) => void = () => {}) {
    const it = await started({}, (app) => {
      app.action('go', async ({ ack, body, client }) => {
        await client.views.open({ trigger_id: (body as BlockAction).trigger_id, view: view(changes) })
        await ack()
      })
      prepare(app)
    })
    await (await card(it, 'go')).press('grace')
    const top = async () => (await it.sees('grace')).modals.at(-1)
    const id = (await top())?.id
    return { it, top, id, submit: (state: object) => it.does('grace', 'submit', { id, state }) }
  }
  test('a required field is asked for before the app is', async () => {
    const heard = vi.fn()
    const { top, submit } = await opened({}, (app) =>
      app.view('form', async ({ ack }) => {
        heard()
        await ack()
      }),
    )
    await submit(typed(null))
    expect((await top())?.errors).toEqual({ reply: 'Please complete this required field.' })
    expect(heard).not.toHaveBeenCalled()
  })
  test('the app’s errors stand at their field, and what was typed stays', async () => {
    const { top, submit } = await opened({}, (app) =>
      app.view('form', async ({ ack }) => ack({ response_action: 'errors', errors: { reply: 'Shorten by 212.' } })),
    )
    await submit(typed('far too long'))
    expect(await top()).toMatchObject({ errors: { reply: 'Shorten by 212.' }, state: typed('far too long') })
  })
  test('an empty ack closes it; the app got state, metadata and who', async () => {
    const bodies: ViewSubmitAction[] = []
    const { top, submit } = await opened({ private_metadata: 'ticket 7' }, (app) =>
      app.view('form', async ({ ack, body }) => {
        bodies.push(body as ViewSubmitAction)
        await ack()
      }),
    )
    await submit(typed('It left this morning'))
    expect(await top()).toBeUndefined()
    expect(bodies[0]).toMatchObject({
      user: { id: grace },
      view: { private_metadata: 'ticket 7', callback_id: 'form', state: { values: typed('It left this morning') } },
    })
  })
  test('a submit that is not acked says so and keeps the modal', async () => {
    const { top, submit } = await opened({}, (app) => app.view('form', async () => {}))
    await submit(typed('hello'))
    expect(await top()).toMatchObject({ trouble: 'We had some trouble connecting. Try again?', state: typed('hello') })
  })
  test('update, push, clear', async () => {
    const answers = [
      { response_action: 'update', view: view({ title: plain('Second') }) },
      { response_action: 'push', view: view({ title: plain('Third') }) },
      { response_action: 'clear' },
    ] as never[]
    const { it, top, submit } = await opened({}, (app) =>
      app.view('form', async ({ ack }) => ack(answers.shift() as never)),
    )
    await submit(typed('x'))
    expect(await top()).toMatchObject({ view: { title: { text: 'Second' } } })
    await submit(typed('x'))
    expect(await top()).toMatchObject({ view: { title: { text: 'Third' } } })
    await it.does('grace', 'submit', { id: (await top())?.id, state: typed('x') })
    expect(await top()).toBeUndefined()
  })
  test('an answer that is not valid is trouble, as in Slack', async () => {
    const bad = { response_action: 'update', view: { type: 'modal' } } as never
    const { top, submit } = await opened({}, (app) => app.view('form', async ({ ack }) => ack(bad)))
    await submit(typed('x'))
    expect((await top())?.trouble).toContain('We had some trouble connecting')
  })
  test('a stack is three deep', async () => {
    const outcomes: string[] = []
    const { it, top } = await opened({ blocks: [button('deeper')] }, (app) =>
      app.action('deeper', async ({ ack, body, client }) => {
        const call = client.views.push({
          trigger_id: (body as BlockAction).trigger_id,
          view: view({ blocks: [button('deeper')] }),
        })
        outcomes.push(await refusal(call))
        await ack()
      }),
    )
    for (let depth = 1; depth <= 3; depth += 1) {
      await it.does('grace', 'press', {
        at: { in: 'modal', id: (await top())?.id },
        blockId: 'buttons',
        actionId: 'deeper',
        chosen: {},
        state: {},
      })
    }
    expect(outcomes).toEqual(['no refusal', 'no refusal', 'push_limit_reached'])
    expect((await it.sees('grace')).modals).toHaveLength(3)
  })
  test('a stale hash is refused, a fresh one taken', async () => {
    const { it, top, id } = await opened()
    const { hash = '' } = (await top()) ?? {}
    await it.app.client.views.update({ view_id: id, hash, view: view() })
    expect(await refusal(it.app.client.views.update({ view_id: id, hash, view: view() }))).toBe('hash_conflict')
    expect(await refusal(it.app.client.views.update({ view_id: 'V0GONE', view: view() }))).toBe('not_found')
  })
  test('an external id stands once', async () => {
    const triggers: string[] = []
    const { it } = await opened({ external_id: 'ticket-7', blocks: [button('again')] }, (app) =>
      app.action('again', async ({ ack, body }) => {
        triggers.push((body as BlockAction).trigger_id)
        await ack()
      }),
    )
    const [modal] = (await it.sees('grace')).modals
    await it.does('grace', 'press', {
      at: { in: 'modal', id: modal?.id },
      blockId: 'buttons',
      actionId: 'again',
      chosen: {},
      state: {},
    })
    const call = it.app.client.views.push({ trigger_id: triggers[0] ?? '', view: view({ external_id: 'ticket-7' }) })
    expect(await refusal(call)).toBe('duplicate_external_id')
  })
  test('closing tells an app that asked for it', async () => {
    const closed = vi.fn()
    const { it, id, top } = await opened({ notify_on_close: true }, (app) =>
      app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack, body }) => {
        closed((body as ViewClosedAction).is_cleared)
        await ack()
      }),
    )
    await it.does('grace', 'close', { id, all: false, state: {} })
    expect(closed).toHaveBeenCalledExactlyOnceWith(false)
    expect(await top()).toBeUndefined()
  })
  test('an external select asks the app, an input that dispatches presses', async () => {
    const asked = vi.fn()
    const external = {
      ...field(),
      block_id: 'tags',
      element: { type: 'external_select', action_id: 'tags', min_query_length: 0 },
    }
    const live = {
      ...field({ dispatch_action_config: { trigger_actions_on: ['on_character_entered'] } }),
      dispatch_action: true,
    }
    const { it, id } = await opened({ blocks: [external, live] }, (app) => {
      app.options('tags', async ({ ack, payload }) =>
        ack({ options: [{ text: plain(`${payload.value}!`), value: 'v' }] }),
      )
      app.action('text', async ({ ack, body }) => {
        asked((body as BlockAction).view?.state.values, (body as BlockAction).actions[0])
        await ack()
      })
    })
    const at = { in: 'modal', id }
    expect(
      await it.does('grace', 'suggest', { at, blockId: 'tags', actionId: 'tags', value: 'late', state: {} }),
    ).toEqual({
      options: [{ text: plain('late!'), value: 'v' }],
    })
    await it.does('grace', 'press', {
      at,
      blockId: 'reply',
      actionId: 'text',
      chosen: { value: 'hel' },
      state: typed('hel'),
    })
    expect(asked).toHaveBeenCalledWith(
      typed('hel'),
      expect.objectContaining({ type: 'plain_text_input', value: 'hel' }),
    )
  })
})

describe('Home', () => {
  test('is published for one person when they open it', async () => {
    const it = await started({}, (app) =>
      app.event('app_home_opened', async ({ event, client }) => {
        const { user } = event
        await client.views.publish({ user_id: user, view: { type: 'home', blocks: [{ type: 'divider' }] } })
      }),
    )
    await it.does('ana', 'home')
    await vi.waitFor(async () => expect((await it.sees('ana')).homes).toHaveLength(1))
    expect((await it.sees('grace')).homes).toHaveLength(0)
    const [{ hash }] = (await it.sees('ana')).homes as [{ hash: string }]
    const publish = () =>
      it.app.client.views.publish({ user_id: 'U0ANA00003', hash, view: { type: 'home', blocks: [] } })
    await publish()
    expect(await refusal(publish())).toBe('hash_conflict')
  })
})

describe('commands, shortcuts and what people write', () => {
  test('a command’s ack is seen by its writer alone', async () => {
    const it = await started({}, (app) =>
      app.command('/roost', async ({ ack, command }) => ack(`You said ${command.text}`)),
    )
    await it.does('grace', 'say', { channel: social, text: '/roost stats 7d' })
    expect((await it.sees('grace')).ephemerals).toMatchObject([{ text: 'You said stats 7d' }])
    expect((await it.sees('alan')).ephemerals).toEqual([])
  })
  test('a command that is not acked fails by name, an unknown one is not valid', async () => {
    const it = await started({}, (app) => app.command('/roost', async () => {}))
    await it.does('grace', 'say', { channel: social, text: '/roost' })
    await it.does('grace', 'say', { channel: social, text: '/dance' })
    expect((await it.sees('grace')).ephemerals.map((one) => one.text)).toEqual([
      '/roost failed with the error "operation_timeout"',
      '/dance is not a valid command.',
    ])
  })
  test('message and global shortcuts reach the app', async () => {
    const heard = vi.fn()
    const it = await started({}, (app) => {
      app.shortcut('make_ticket', async ({ ack, shortcut }) => {
        heard(shortcut.type, 'message' in shortcut && shortcut.message.text)
        await ack()
      })
      app.shortcut('open_queue', async ({ ack, shortcut }) => {
        heard(shortcut.type)
        await ack()
      })
    })
    await it.does('grace', 'say', { channel: social, text: 'Please look' })
    const { messages = [] } = await it.app.client.conversations.history({ channel: social })
    await it.does('grace', 'shortcut', { callbackId: 'make_ticket', on: { channel: social, ts: messages[0]?.ts } })
    await it.does('grace', 'shortcut', { callbackId: 'open_queue' })
    expect(heard.mock.calls).toEqual([['message_action', 'Please look'], ['shortcut']])
  })
  test('a message becomes an event, its special characters harmless, its mentions references', async () => {
    const texts: string[] = []
    const it = await started({}, (app) => {
      app.message(async ({ message }) => void texts.push('text' in message ? (message.text ?? '') : ''))
      app.event('app_mention', async () => {})
    })
    await it.does('grace', 'say', { channel: social, text: 'a < b & <!channel> @alan in #reviews' })
    await vi.waitFor(() =>
      expect(texts).toEqual([`a &lt; b &amp; &lt;!channel&gt; <@${alan}> in <#C0REVIEWS2|reviews>`]),
    )
  })
  test('only mentions, direct messages and followed threads ring', async () => {
    const it = await started()
    const { client } = it.app
    const root = await client.chat.postMessage({ channel: social, text: 'A card' })
    const inThread = { channel: social, thread_ts: root.ts ?? '' }
    await client.chat.postMessage({ ...inThread, text: 'nobody follows this yet' })
    await client.chat.postMessage({ ...inThread, text: `<@${alan}> look` })
    await client.chat.postMessage({ ...inThread, text: 'Alan follows it now' })
    await client.chat.postMessage({ channel: alan, text: 'just for you' })
    await client.chat.update({ channel: social, ts: root.ts ?? '', text: `<@${grace}> an edit is silent` })
    const { notices } = await it.sees('grace')
    expect(notices.map((one) => [one.user, one.why])).toEqual([
      [alan, 'mention'],
      [alan, 'thread'],
      [alan, 'dm'],
    ])
  })
})

test('a signature that is not Slack’s is refused by a real Bolt app', async () => {
  const heard = vi.fn()
  const it = await started({}, (app) =>
    app.command('/roost', async ({ ack }) => {
      heard()
      await ack()
    }),
  )
  const body = 'command=/roost&text='
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signed = (secret: string) =>
    `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`
  const send = (secret: string) =>
    fetch(`${it.origin}/slack/events`, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': signed(secret),
      },
    })
  expect((await send('another secret')).status).toBe(401)
  expect((await send(it.sandbox.slack.signingSecret)).status).toBe(200)
  expect(heard).toHaveBeenCalledTimes(1)
})
