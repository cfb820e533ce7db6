import { app } from '../../company.ts'
import { sendEvent } from '../events.ts'
import { post } from '../post.ts'
import { showMessage } from '../show-message.ts'
import type { Slack } from '../slack.ts'
import type { Channel, Person } from '../workspace.ts'
import { runCommand } from './command.ts'
import { inert, referenced } from './references.ts'

/** A person writes into a channel or thread. What starts with a slash, in a channel, is a command. */
export async function say(
  slack: Slack,
  person: Person,
  channel: Channel,
  text: string,
  threadTs?: string,
): Promise<void> {
  if (text.startsWith('/') && !threadTs) return runCommand(slack, person, channel, text)
  const message = post(slack, {
    channel: channel.id,
    user: person.id,
    text: referenced(slack, inert(text), false),
    ...(threadTs && { threadTs }),
  })
  const channelType = channel.kind === 'dm' ? 'im' : channel.kind === 'private' ? 'group' : 'channel'
  const subscription =
    channelType === 'channel' ? 'message.channels' : channelType === 'group' ? 'message.groups' : 'message.im'
  const shown = { ...showMessage(slack, message), channel: channel.id, channel_type: channelType }
  await sendEvent(slack, subscription, shown)
  if (message.text.includes(`<@${app.botUser}>`))
    await sendEvent(slack, 'app_mention', { ...shown, type: 'app_mention' })
}
