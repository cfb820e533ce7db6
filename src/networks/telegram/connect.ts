import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { id } from '../loosely.ts'
import { type Account, type Connected, type Network, NetworkError } from '../network.ts'
import { botApi } from './bot-api.ts'
import { heard } from './update.ts'

export const connect: Network['connect'] = {
  fields: [
    { name: 'token', asks: "The bot's token, from @BotFather", secret: true },
    { name: 'mode', asks: 'poll (needs no public address) or webhook (empty: poll)', optional: true },
    { name: 'address', asks: 'With mode=webhook, where Roost is reached: https://roost.example', optional: true },
  ],
  async check({ token = '', ...said }, apiUrl, kept): Promise<Connected> {
    if (!/^\d+:[\w-]+$/.test(token)) throw refusal('The token looks like 123456789:AAH…, as @BotFather gave it.')
    if (said.mode && said.mode !== 'poll' && said.mode !== 'webhook') throw refusal('mode is poll or webhook.')
    const bot = { credentials: { token }, apiUrl }
    const known = await botApi(bot, { method: 'getMe', result: me })
    const name = known.username ? `@${known.username}` : known.first_name
    const { mode, address } = { ...(await kept?.(known.id)), ...said }
    const whole = { networkId: known.id, name }
    if (mode === 'webhook') {
      const options = { mode, ...(address ? { address } : {}) }
      return { ...whole, options, ...(await deliverTo(address, known.id, bot)) }
    }
    await botApi(bot, { method: 'deleteWebhook', result: z.unknown() })
    const say = known.can_read_all_group_messages ? readsAll : undefined
    return { ...whole, options: { mode: 'poll' }, credentials: { token }, say }
  },
}

const me = z.object({
  id,
  first_name: z.string().default('Bot'),
  username: z.string().optional(),
  can_read_all_group_messages: z.boolean().optional(),
})

const readsAll =
  'This bot reads every message of its groups, and each becomes a ticket: turn its privacy mode on at @BotFather.'

async function deliverTo(address: string | undefined, id: string, bot: Pick<Account, 'apiUrl' | 'credentials'>) {
  const secret = randomBytes(32).toString('base64url')
  const credentials = { ...bot.credentials, secret }
  const path = `/webhooks/telegram/${id}`
  if (!address)
    return {
      credentials,
      say: `Call setWebhook with url=https://<host>${path} and secret_token=${secret} (shown only now).`,
    }
  const url = `${address.replace(/\/+$/, '')}${path}`
  await botApi(bot, {
    method: 'setWebhook',
    json: { url, secret_token: secret, allowed_updates: heard },
    result: z.unknown(),
  })
  return { credentials }
}

function refusal(sentence: string): NetworkError {
  return new NetworkError(sentence, { permanent: true })
}
