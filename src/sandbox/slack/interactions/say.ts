import { sendEvent } from '../events.ts'
import { post } from '../post.ts'
import { showMessage } from '../show-message.ts'
import type { Slack } from '../slack.ts'
import type { Channel, Person } from '../workspace.ts'
import { runCommand } from './command.ts'

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
    text: marked(slack, text),
    ...(threadTs && { threadTs }),
  })
  const channelType = channel.kind === 'dm' ? 'im' : channel.kind === 'private' ? 'group' : 'channel'
  const subscription =
    channelType === 'channel' ? 'message.channels' : channelType === 'group' ? 'message.groups' : 'message.im'
  const shown = { ...showMessage(slack, message), channel: channel.id, channel_type: channelType }
  await sendEvent(slack, subscription, shown)
  if (message.text.includes(`<@U0ROOSTBOT>`)) await sendEvent(slack, 'app_mention', { ...shown, type: 'app_mention' })
}

// As Slack does it: three characters are escaped, and @grace and #social become references.
function marked(slack: Slack, text: string): string {
  const inert = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const people = slack.state.people.all().map((one) => [`@${one.handle}`, `<@${one.id}>`] as const)
  const channels = slack.state.channels.all().map((one) => [`#${one.name}`, `<#${one.id}|${one.name}>`] as const)
  const known = new Map<string, string>([...people, ...channels])
  return inert.replace(/[@#][\w-]+/g, (word) => known.get(word.toLowerCase()) ?? word)
}
