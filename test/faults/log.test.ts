import { expect, inject, test } from 'vitest'
import { start } from '../fakes/telegram.ts'
import { chance } from './chance.ts'
import { connected } from './connected.ts'
import type { Meddling } from './outside.ts'
import { program } from './program.ts'
import { scene } from './scene.ts'
import { stir } from './stir.ts'

test.skipIf(inject('serverUrl') === null)(
  'whatever goes wrong, the log holds no token, and nothing that anybody wrote',
  async () => {
    const by = chance('log')
    const { around, its } = await scene('server')
    const voices = await start()
    await connected(its, around, undefined, ['telegram', ...voices.fields])
    const running = await program({ ...its.env, LOG_LEVEL: 'info' })
    around.replicas.push(running.port)
    around.sandbox.ready()
    await stir(around, by, 1)
    around.meddle(({ path }) => /^\/(api|sandbox|files)\//.test(path), echoed())
    // Telegram's token stands in each address, and now nobody answers there.
    await voices.speaks(Buffer.from('OggS'), around.origin)
    await voices.stop()
    for (const round of [2, 3]) await stir(around, by, round)
    await expect.poll(() => running.printed.filter((line) => line.startsWith('{')).length, WAIT).toBeGreaterThan(20)
    await running.kill('SIGTERM')

    const log = running.printed.join('\n')
    const { SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, META_APP_SECRET, META_VERIFY_TOKEN, ENCRYPTION_KEY } = its.env
    const own = [SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, META_APP_SECRET, META_VERIFY_TOKEN, ENCRYPTION_KEY]
    const accounts = around.sandbox.accounts.flatMap(({ fields }) =>
      Object.entries(fields).flatMap(([name, value]) => (/token|secret|password/.test(name) ? [value] : [])),
    )
    const telegram = voices.fields.flatMap((field) => /^token=(.*)/.exec(field)?.[1] ?? [])
    const secrets = [...own, ...accounts, ...telegram]
    expect(secrets.length).toBeGreaterThan(6)
    for (const secret of secrets) expect(log).not.toContain(secret)
    expect(log).not.toMatch(/Round \d|Answer \d/)
  },
)

const WAIT = { timeout: 60_000 }

/** Half of all calls are answered by what was asked, as some servers do in their errors: whole, as no JSON, or broken off. */
function echoed(): Meddling {
  let count = 0
  return async ({ body, headers }, passOn) => {
    count += 1
    if (count % 2) return passOn()
    const echo = `You sent ${JSON.stringify(headers)} ${body}`
    if (count % 3 === 0) return { status: 500, body: echo }
    if (count % 3 === 1) return { status: 200, headers: { 'content-type': 'application/json' }, body: echo }
    return {
      status: 400,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ok: false, error: echo }),
    }
  }
}
