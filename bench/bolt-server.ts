import bolt from '@slack/bolt'

// An empty Bolt app: what nobody who builds on it can be faster than. `bolt-server.ts <signing secret>`.

const [, , signingSecret = ''] = process.argv
const receiver = new bolt.HTTPReceiver({ signingSecret })
const app = new bolt.App({
  ...{ token: 'xoxb-bench', botId: 'B1', botUserId: 'U1', tokenVerificationEnabled: false, receiver },
  logLevel: bolt.LogLevel.WARN,
})
app.action(/.*/, ({ ack }) => ack())
const server = await app.start({ port: 0, host: '127.0.0.1' })
const address = server.address()
console.log(`port ${typeof address === 'object' ? address?.port : ''}`)
process.once('SIGTERM', () => process.exit(0))
