import type { App } from '@slack/bolt'
import { z } from 'zod'
import type { From, Pressing } from '../pressing.ts'
import { shortcuts } from '../shortcuts/index.ts'
import { orTell, saidLater, teller } from '../tell.ts'
import { agentOf } from '../who.ts'
import { commitThenAck } from './commit-then-ack.ts'

const shortcut = z.object({
  callback_id: z.string(),
  user: z.object({ id: z.string() }),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string() }).optional(),
  message: z
    .object({
      ts: z.string(),
      thread_ts: z.string().optional(),
      text: z.string().default(''),
      bot_id: z.string().nullish(),
    })
    .optional(),
})

/** Shortcuts, on a message and from anywhere. */
export function hearShortcuts(app: App, deps: Pressing): void {
  app.shortcut(/.*/, async ({ ack, body }) => {
    const { callback_id, user, trigger_id, response_url, channel, message } = shortcut.parse(body)
    const on =
      message && channel
        ? { ...message, channel: channel.id, thread: message.thread_ts, byRoost: Boolean(message.bot_id) }
        : undefined
    const from: From = {
      ...{ slackId: user.id, trigger: trigger_id, responseUrl: response_url },
      message: on && { ts: on.ts, channel: on.channel, block: '' },
    }
    const { later: tell, say } = saidLater(deps, teller(deps, from))
    const called = shortcuts.find(({ id }) => id === callback_id)
    await commitThenAck(
      deps,
      () => ack(),
      async () => {
        await orTell(deps, tell, async () => {
          await called?.press(deps, await agentOf(deps.who, user.id), from, on)
        })
        return say
      },
    )
  })
}
