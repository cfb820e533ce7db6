import { describe, expect, test, vi } from 'vitest'
import { refusal, started } from './card-app.ts'
import { alan, grace, social } from './open.ts'

describe('commands, shortcuts and what people write', () => {
  test('a command’s ack is seen by its writer alone', async () => {
    const it = await started({}, (app) =>
      app.command('/roost', async ({ ack, command }) => ack(`You said ${command.text}`)),
    )
    await it.does('grace', 'say', { channel: social, text: '/roost stats 7d' })
    expect((await it.sees('grace')).ephemerals).toMatchObject([{ text: 'You said stats 7d' }])
    expect((await it.sees('alan')).ephemerals).toEqual([])
  })
  test('a command that escapes gets references', async () => {
    const texts: string[] = []
    const it = await started({ manifestPath: new URL('manifest-poor.yml', import.meta.url).pathname }, (app) =>
      app.command('/roost', async ({ ack, command }) => {
        texts.push(command.text)
        await ack()
      }),
    )
    await it.does('grace', 'say', { channel: social, text: '/roost assign @alan <#social>' })
    expect(texts).toEqual([`assign <@${alan}|alan> &lt;<#${social}|social>&gt;`])
    expect(await refusal(it.app.client.chat.postMessage({ channel: grace, text: 'x' }))).toBe('messages_tab_disabled')
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
