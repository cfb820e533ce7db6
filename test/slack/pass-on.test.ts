import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { App, type BlockAction, type ButtonAction, HTTPReceiver, LogLevel } from '@slack/bolt'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { passOn } from '../../src/slack/pass-on.ts'

const signingSecret = 'a signing secret'
/** By the database's clock; this machine's own is years away. */
const now = Temporal.Instant.from('2021-03-04T09:00:00Z')
const press = `payload=${encodeURIComponent(
  JSON.stringify({
    ...{ type: 'block_actions', team: { id: 'T1' }, user: { id: 'U2' } },
    actions: [{ type: 'button', action_id: 'greet', block_id: 'card', value: 'Grüße' }],
  }),
)}`

describe('what comes as if from Slack', () => {
  test('is passed on to Bolt where Slack has signed it in the last five minutes, whatever this machine’s clock says', async () => {
    const it = await gate()
    expect(await it.post(press, signed(press, now))).toBe(200)
    expect(await it.post(press, signed(press, now.subtract({ seconds: 299 })))).toBe(200)
    expect(await it.post(press, signed(press, now.add({ seconds: 299 })))).toBe(200)
    expect(it.passed).toEqual(['Grüße', 'Grüße', 'Grüße'])
    expect(await it.post(press, signed(press, now.subtract({ seconds: 301 })))).toBe(401)
    expect(await it.post(press, signed(press, now.add({ seconds: 302 })))).toBe(401)
    expect(await it.post(press, signed(press, Temporal.Now.instant(), 'another secret'))).toBe(401)
    expect(await it.post(press, signed(press, now, 'another secret'))).toBe(401)
    expect(await it.post(press, signed(`${press} `, now))).toBe(401)
    expect(await it.post(press, {})).toBe(401)
    expect(await it.post(press, { 'x-slack-signature': 'v0=', 'x-slack-request-timestamp': 'now' })).toBe(401)
    expect(it.passed).toHaveLength(3)
  })

  test('may ask unsigned only whether the certificate holds', async () => {
    const it = await gate()
    expect(await it.post(`ssl_check=1&${press}`, {})).toBe(200)
    expect(await it.post(`ssl_check=0&${press}`, {})).toBe(401)
    // Slack asks in a few words. To read a long form takes quadratic time: minutes for as much as may come.
    expect(await it.post(`ssl_check=1&${'a&'.repeat(1000)}`, {})).toBe(401)
    expect(it.passed).toEqual([])
  })

  test('is refused where it is signed and no JSON, or larger than anything of Slack’s', async () => {
    const warned = vi.spyOn(console, 'warn')
    onTestFinished(() => warned.mockRestore())
    const it = await gate()
    expect(await it.post('payload={', signed('payload={', now))).toBe(400)
    for (const none of ['payload=null', 'payload=7', 'payload=[]', 'payload="{}"'])
      expect(await it.post(none, signed(none, now))).toBe(400)
    // Bolt would write the beginning of it into a log of its own.
    expect(warned).not.toHaveBeenCalled()
    const large = `payload=${'x'.repeat(4 * 1024 * 1024)}`
    expect(await it.post(large, signed(large, now))).toBe(413)
    expect(it.passed).toEqual([])
  })

  test('takes no memory without end while nobody has signed it', async () => {
    const it = await gate()
    const unfinished = Array.from({ length: 24 }, () => {
      const socket = connect(it.port, '127.0.0.1').on('error', () => {})
      socket.write(`POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: ${4 * 1024 * 1024}\r\n\r\n`)
      socket.write(Buffer.alloc(4 * 1024 * 1024 - 1, 'x'))
      return socket
    })
    await expect
      .poll(() => unfinished.filter(({ destroyed }) => destroyed).length, { timeout: 8000 })
      .toBeGreaterThan(7)
    expect(await it.post(press, signed(press, now))).toBe(200)
    for (const socket of unfinished) socket.destroy()
  })
})

/** As Slack signs: https://docs.slack.dev/authentication/verifying-requests-from-slack */
function signed(body: string, at: Temporal.Instant, secret = signingSecret): Record<string, string> {
  const timestamp = `${Math.floor(at.epochMilliseconds / 1000)}`
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` }
}

async function gate() {
  const passed: string[] = []
  const receiver = new HTTPReceiver({
    signingSecret: '',
    signatureVerification: false,
    logLevel: LogLevel.WARN,
  })
  const app = new App({ receiver, token: 'xoxb-1', tokenVerificationEnabled: false, botId: 'B1', botUserId: 'U1' })
  app.action<BlockAction<ButtonAction>>('greet', async ({ ack, action }) => {
    passed.push(action.value ?? '')
    await ack()
  })
  const its = { receiver, signingSecret, realTime: () => now }
  const server = createServer((request, response) => void passOn(its, request, response))
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return {
    ...{ passed, port },
    post: async (body: string, headers: Record<string, string>) => {
      const type = { 'content-type': 'application/x-www-form-urlencoded' }
      const response = await fetch(`http://127.0.0.1:${port}/slack/events`, {
        method: 'POST',
        body,
        headers: { ...type, ...headers },
      })
      return response.status
    },
  }
}
