import type { App, BlockAction, ViewClosedAction, ViewSubmitAction } from '@slack/bolt'
import { describe, expect, test, vi } from 'vitest'
import { button, card, field, plain, refusal, started, typed, view } from './card-app.ts'
import { grace } from './open.ts'

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
