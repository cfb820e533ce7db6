import type { BlockAction } from '@slack/bolt'
import { describe, expect, test } from 'vitest'
import { card, started } from './card-app.ts'
import { grace, social } from './open.ts'

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
