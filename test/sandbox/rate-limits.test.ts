import { expect, onTestFinished, test, vi } from 'vitest'
import { grace, type Opened, open, social } from './open.ts'

async function strict(): Promise<Opened> {
  const it = await open({ channelBurst: 1 })
  onTestFinished(() => it.close())
  return it
}

const outcome = (call: Promise<unknown>) =>
  call.then(
    () => 'ok',
    (error) => error.retryAfter ?? error.data?.error,
  )

function passing() {
  const real = performance.now.bind(performance)
  let seconds = 0
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => real() + seconds * 1000)
  onTestFinished(() => clock.mockRestore())
  return (more: number) => {
    seconds += more
  }
}

test('a channel takes one message a second, another channel does not wait for it', async () => {
  const pass = passing()
  const it = await strict()
  const post = (channel: string) => outcome(it.app.client.chat.postMessage({ channel, text: 'x' }))
  expect([await post(social), await post(social), await post('C0REVIEWS2')]).toEqual(['ok', 1, 'ok'])
  pass(1)
  expect([await post(social), await post(social)]).toEqual(['ok', 1])
})

test('the answer is a 429 with Retry-After, as Slack gives it', async () => {
  const it = await strict()
  const post = () =>
    fetch(`${it.origin}/api/chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${it.sandbox.slack.botToken}` },
      body: new URLSearchParams({ channel: social, text: 'x' }),
    })
  await post()
  const limited = await post()
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '1'])
  expect(await limited.json()).toEqual({ ok: false, error: 'ratelimited' })
})

test('updates are 50 a minute for the workspace, ephemerals 100', async () => {
  const pass = passing()
  const it = await strict()
  const { ts = '' } = await it.app.client.chat.postMessage({ channel: social, text: 'x' })
  const many = async (count: number, call: () => Promise<unknown>) => {
    const all: unknown[] = []
    for (let index = 0; index < count; index += 1) all.push(await outcome(call()))
    return all.filter((one) => one === 'ok').length
  }
  const update = () => it.app.client.chat.update({ channel: social, ts, text: 'y' })
  const whisper = () => it.app.client.chat.postEphemeral({ channel: social, user: grace, text: 'z' })
  expect(await many(60, update)).toBeGreaterThanOrEqual(50)
  expect(await outcome(update())).toBeGreaterThanOrEqual(1)
  expect(await many(120, whisper)).toBeGreaterThanOrEqual(100)
  expect(await outcome(whisper())).toBeGreaterThanOrEqual(1)
  pass(60)
  expect(await outcome(update())).toBe('ok')
})

test('the weather: Slack limited, away, and fine again', async () => {
  const it = await strict()
  const post = () => outcome(it.app.client.chat.postMessage({ channel: social, text: 'x' }))
  await it.does('grace', 'weather', { slack: 'limited' })
  expect(await post()).toBe(5)
  await it.does('grace', 'weather', { slack: 'away' })
  expect((await fetch(`${it.origin}/api/auth.test`, { method: 'POST' })).status).toBe(503)
  await it.does('grace', 'weather', { slack: 'fine' })
  expect(await post()).toBe('ok')
})
