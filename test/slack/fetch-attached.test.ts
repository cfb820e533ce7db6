import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebClient } from '@slack/web-api'
import { expect, onTestFinished, test, vi } from 'vitest'
import { NetworkError } from '../../src/networks/network.ts'
import { fetchAttached } from '../../src/slack/fetch-attached.ts'

const attached = [{ id: 'F1', name: 'lamp.png', filetype: 'png', size: 1000 }]

test('Slack breaks off while it gives a file: nothing was sent, and the sentence says which', async () => {
  const slack = await serving((_, response) => {
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': '1000' })
    response.write(Buffer.alloc(400), () => response.destroy())
  })
  const failed = fetchAttached(clientOf(slack, `${slack}/lamp.png`), 'xoxb-1', attached)
  await expect(failed).rejects.toThrow(new NetworkError('Slack did not give lamp.png.'))
})

test('Slack gives a file: it is given on as it is, fetched with the token', async () => {
  let asked: string | undefined
  const slack = await serving(({ headers }, response) => {
    asked = headers.authorization
    response.writeHead(200, { 'content-type': 'image/png' }).end('lamp')
  })
  const [lamp] = await fetchAttached(clientOf(slack, `${slack}/lamp.png`), 'xoxb-1', attached)
  expect(lamp).toEqual({ name: 'lamp.png', type: 'image/png', bytes: new Uint8Array(Buffer.from('lamp')) })
  expect(asked).toBe('Bearer xoxb-1')
})

test.each([
  ['https://files.slack.com/files-pri/T1-F1/lamp.png', true],
  ['https://slack.com/lamp.png', true],
  ['https://slack-files.com/lamp.png', true],
  ['https://files.slack-gov.com/lamp.png', true],
  ['http://files.slack.com/lamp.png', false],
  ['https://files.slack.com.evil.example/lamp.png', false],
  ['https://evilslack.com/lamp.png', false],
  ['https://evil.example/slack.com', false],
  ['https://slack.com@evil.example/lamp.png', false],
  ['/lamp.png', false],
  [undefined, false],
])('a file lies at %s: the token goes there: %s', async (url, goes) => {
  const called = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response('lamp'))
  onTestFinished(() => called.mockRestore())
  const fetched = fetchAttached(clientOf('https://slack.com/api/', url), 'xoxb-1', attached)
  if (goes) expect(await fetched).toHaveLength(1)
  else await expect(fetched).rejects.toThrow(new NetworkError('Slack did not give lamp.png.'))
  expect(called.mock.calls.map(([to]) => to)).toEqual(goes ? [url] : [])
})

/** Slack says that the file lies there. */
function clientOf(slackApiUrl: string, url: string | undefined): WebClient {
  const client = new WebClient('xoxb-1', { slackApiUrl })
  vi.spyOn(client.files, 'info').mockResolvedValue({
    ok: true,
    file: { mimetype: 'image/png', ...(url ? { url_private_download: url } : {}) },
  })
  return client
}

async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
