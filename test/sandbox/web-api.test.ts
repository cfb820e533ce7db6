import type { WebClient } from '@slack/web-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { grace, noor, type Opened, open, social } from './open.ts'

let it: Opened
let slack: WebClient
beforeAll(async () => {
  it = await open({ channelBurst: 50 })
  slack = it.app.client
})
afterAll(() => it.close())

const refusal = (call: Promise<unknown>) =>
  call.then(
    () => 'no refusal',
    (error) => error.data?.error,
  )

describe('who may call', () => {
  const call = async (headers: Record<string, string>, method = 'auth.test') => {
    const response = await fetch(`${it.sandbox.slack.apiUrl}${method}`, { method: 'POST', headers })
    return response.json()
  }
  test('no token', async () => expect(await call({})).toEqual({ ok: false, error: 'not_authed' }))
  test('a wrong token', async () => {
    expect(await call({ authorization: 'Bearer xoxb-nobody' })).toEqual({ ok: false, error: 'invalid_auth' })
  })
  test('the app token where the bot token belongs', async () => {
    const { appToken } = it.sandbox.slack
    expect(await call({ authorization: `Bearer ${appToken}` })).toMatchObject({ error: 'not_allowed_token_type' })
  })
  test('the bot token where the app token belongs', async () => {
    const { botToken } = it.sandbox.slack
    expect(await call({ authorization: `Bearer ${botToken}` }, 'apps.connections.open')).toMatchObject({
      error: 'not_allowed_token_type',
    })
  })
  test('a method that does not exist', async () => {
    expect(await refusal(slack.apiCall('chat.shout'))).toBe('unknown_method')
  })
  test('a scope the manifest does not ask for', async () => {
    const poor = await open({ manifestPath: new URL('manifest-poor.yml', import.meta.url).pathname })
    const error = await poor.app.client.conversations.history({ channel: social }).catch((caught) => caught.data)
    expect(error).toMatchObject({ error: 'missing_scope', needed: 'channels:history,groups:history,im:history' })
    await poor.close()
  })
})

describe('posting', () => {
  const post = (channel: string) => refusal(slack.chat.postMessage({ channel, text: 'hello' }))
  test('an unknown channel', async () => expect(await post('C0NOWHERE0')).toBe('channel_not_found'))
  test('a channel the app is not in', async () => expect(await post('C0QUIET004')).toBe('not_in_channel'))
  test('an archived channel', async () => expect(await post('C0SUMMER05')).toBe('is_archived'))
  test('a channel by its name', async () => expect(await post('#social')).toBe('no refusal'))
  test('a person, in their direct message', async () => expect(await post(grace)).toBe('no refusal'))
  test('nothing at all', async () => {
    expect(await refusal(slack.chat.postMessage({ channel: social, text: '' }))).toBe('no_text')
  })
  test('text beyond 40,000 characters', async () => {
    expect(await refusal(slack.chat.postMessage({ channel: social, text: 'x'.repeat(40_001) }))).toBe('msg_too_long')
  })
  test('a reply to a message that is gone', async () => {
    const call = slack.chat.postMessage({ channel: social, text: 'x', thread_ts: '1700000000.000001' })
    expect(await refusal(call)).toBe('thread_not_found')
  })
  test('an ephemeral is seen by its one person, and only in a channel they are in', async () => {
    await slack.chat.postEphemeral({ channel: social, user: grace, text: 'for Grace alone' })
    expect((await it.sees('grace')).ephemerals).toMatchObject([{ text: 'for Grace alone' }])
    expect((await it.sees('alan')).ephemerals).toEqual([])
    expect(await refusal(slack.chat.postEphemeral({ channel: 'C0GENERAL3', user: noor, text: 'x' }))).toBe(
      'user_not_in_channel',
    )
    expect(await refusal(slack.chat.postEphemeral({ channel: social, user: 'U0NOBODY00', text: 'x' }))).toBe(
      'user_not_found',
    )
  })
})

describe('changing what was posted', () => {
  test('an update with text alone takes the blocks away, keeps metadata, and marks the edit', async () => {
    const blocks = [{ type: 'divider' as const }]
    const metadata = { event_type: 'card', event_payload: { ticket: '1' } }
    const { ts = '' } = await slack.chat.postMessage({ channel: social, text: 'before', blocks, metadata })
    await slack.chat.update({ channel: social, ts, text: 'after' })
    const { messages = [] } = await slack.conversations.history({
      channel: social,
      limit: 1,
      include_all_metadata: true,
    })
    expect(messages[0]).toMatchObject({ ts, text: 'after', metadata, edited: {} })
    expect(messages[0]?.blocks).toBeUndefined()
  })
  test('another person’s message', async () => {
    await it.does('grace', 'say', { channel: social, text: 'mine' })
    const { messages = [] } = await slack.conversations.history({ channel: social, limit: 1 })
    const ts = messages[0]?.ts ?? ''
    expect(await refusal(slack.chat.update({ channel: social, ts, text: 'x' }))).toBe('cant_update_message')
    expect(await refusal(slack.chat.delete({ channel: social, ts }))).toBe('cant_delete_message')
  })
  test('a message that is not there', async () => {
    const call = slack.chat.update({ channel: social, ts: '1700000000.000001', text: 'x' })
    expect(await refusal(call)).toBe('message_not_found')
  })
  test('a deleted message with replies leaves a tombstone, one without leaves nothing', async () => {
    const { ts = '' } = await slack.chat.postMessage({ channel: social, text: 'root' })
    const reply = await slack.chat.postMessage({ channel: social, text: 'reply', thread_ts: ts })
    await slack.chat.delete({ channel: social, ts })
    const thread = await slack.conversations.replies({ channel: social, ts })
    expect(thread.messages).toMatchObject([{ subtype: 'tombstone' }, { text: 'reply' }])
    await slack.chat.delete({ channel: social, ts: reply.ts ?? '' })
    expect(await refusal(slack.chat.delete({ channel: social, ts: reply.ts ?? '' }))).toBe('message_not_found')
  })
  test('a reaction is added once', async () => {
    const { ts = '' } = await slack.chat.postMessage({ channel: social, text: 'nice' })
    const reaction = { channel: social, timestamp: ts, name: 'eyes' }
    await slack.reactions.add(reaction)
    expect(await refusal(slack.reactions.add(reaction))).toBe('already_reacted')
  })
  test('a permalink names channel, message and thread', async () => {
    const { ts = '' } = await slack.chat.postMessage({ channel: social, text: 'root' })
    const reply = await slack.chat.postMessage({ channel: social, text: 'reply', thread_ts: ts })
    const { permalink } = await slack.chat.getPermalink({ channel: social, message_ts: reply.ts ?? '' })
    expect(permalink).toBe(
      `${it.origin}/archives/${social}/p${reply.ts?.replace('.', '')}?thread_ts=${ts}&cid=${social}`,
    )
  })
})

describe('reading', () => {
  test('history comes newest first, in pages, without replies, and shows metadata only when asked', async () => {
    const channel = 'C0GENERAL3'
    const first = await slack.chat.postMessage({
      channel,
      text: 'one',
      metadata: { event_type: 'a', event_payload: {} },
    })
    await slack.chat.postMessage({ channel, text: 'a reply', thread_ts: first.ts ?? '' })
    await slack.chat.postMessage({ channel, text: 'two' })
    const page = await slack.conversations.history({ channel, limit: 1 })
    expect(page).toMatchObject({ has_more: true, messages: [{ text: 'two' }] })
    const next = await slack.conversations.history({
      channel,
      limit: 1,
      cursor: page.response_metadata?.next_cursor ?? '',
    })
    expect(next.messages).toMatchObject([{ text: 'one', reply_count: 1 }])
    expect(next.messages?.[0]?.metadata).toBeUndefined()
    const since = await slack.conversations.history({
      channel,
      oldest: first.ts ?? '',
      inclusive: true,
      include_all_metadata: true,
    })
    expect(since.messages).toMatchObject([{ text: 'two' }, { text: 'one', metadata: { event_type: 'a' } }])
    const after = await slack.conversations.history({ channel, oldest: first.ts ?? '' })
    expect(after.messages).toHaveLength(1)
  })
  test('history of a channel the app is not in', async () => {
    expect(await refusal(slack.conversations.history({ channel: 'C0QUIET004' }))).toBe('not_in_channel')
  })
  test('the app joins a public channel', async () => {
    const other = await open()
    await other.app.client.conversations.join({ channel: 'C0QUIET004' })
    expect((await other.app.client.conversations.info({ channel: 'C0QUIET004' })).channel?.is_member).toBe(true)
    expect(await refusal(other.app.client.conversations.join({ channel: 'C0SUMMER05' }))).toBe('is_archived')
    await other.close()
  })
  test('people have names, zones and roles', async () => {
    const { user } = await slack.users.info({ user: grace })
    expect(user).toMatchObject({ real_name: 'Grace Bell', tz: 'Europe/London', is_admin: true, team_id: 'T0SANDBOX1' })
    const guest = await slack.users.info({ user: noor })
    expect(guest.user).toMatchObject({ is_restricted: true, is_ultra_restricted: true, is_admin: false })
    expect(await refusal(slack.users.info({ user: 'U0NOBODY00' }))).toBe('user_not_found')
    const { members = [] } = await slack.users.list({})
    expect(new Set(members.map((one) => one.tz)).size).toBeGreaterThanOrEqual(3)
  })
  test('channels are listed in pages, archived ones on request', async () => {
    const names: (string | undefined)[] = []
    for await (const page of slack.paginate('conversations.list', { limit: 2, exclude_archived: true })) {
      names.push(...((page as { channels?: { name?: string }[] }).channels ?? []).map((one) => one.name))
    }
    expect(names).toEqual(['social', 'reviews', 'general', 'quiet'])
    const { channels = [] } = await slack.conversations.list({ types: 'im' })
    expect(channels.every((one) => one.is_im)).toBe(true)
  })
})

describe('files', () => {
  test('a file is uploaded in three steps, shown in its thread and served', async () => {
    const { ts = '' } = await slack.chat.postMessage({ channel: social, text: 'The figures' })
    await slack.filesUploadV2({
      channel_id: social,
      thread_ts: ts,
      filename: 'figures.csv',
      file: Buffer.from('day,answered\n'),
      initial_comment: 'Here they are',
    })
    const { messages = [] } = await slack.conversations.replies({ channel: social, ts })
    expect(messages[1]).toMatchObject({ text: 'Here they are', files: [{ name: 'figures.csv', size: 13 }] })
    const url = messages[1]?.files?.[0]?.url_private ?? ''
    const signedIn = { headers: { authorization: `Bearer ${slack.token}` } }
    expect(await (await fetch(url, signedIn)).text()).toBe('day,answered\n')
  })
  test('a picture stands in a message once its upload is complete, and not before', async () => {
    const { file_id = '', upload_url = '' } = await slack.files.getUploadURLExternal({ filename: 'x.png', length: 3 })
    await fetch(upload_url, { method: 'POST', body: 'png' })
    const picture = (id: string) => ({ type: 'image' as const, slack_file: { id }, alt_text: 'A chart' })
    const post = (id: string) => slack.chat.postMessage({ channel: social, text: 'Look', blocks: [picture(id)] })
    expect(await refusal(post(file_id))).toBe('invalid_blocks')
    await slack.files.completeUploadExternal({ files: [{ id: file_id }] })
    expect((await post(file_id)).ok).toBe(true)
    expect(await refusal(post('F0NOWHERE1'))).toBe('invalid_blocks')
    expect(await refusal(post('nonsense'))).toBe('invalid_blocks')
  })
  test('a file whose bytes never came', async () => {
    const { file_id = '' } = await slack.files.getUploadURLExternal({ filename: 'x.csv', length: 3 })
    expect(await refusal(slack.files.completeUploadExternal({ files: [{ id: file_id }] }))).toBe('file_not_found')
  })
})
