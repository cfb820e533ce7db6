import { app } from '../company.ts'
import { ApiError } from './api-error.ts'
import { messageId } from './post.ts'
import type { Slack } from './slack.ts'
import type { Channel, Message, Person } from './workspace.ts'

/** A conversation the app may see; public ones by id or, for posting, by name; a person's id means their direct message. */
export function channelNamed(slack: Slack, name: string): Channel {
  const byName = name.replace(/^#/, '')
  const found =
    slack.state.channels.get(name) ??
    slack.state.channels.all().find((one) => one.kind !== 'dm' && one.name === byName) ??
    (name.startsWith('U') ? slack.state.channels.get(`D${name.slice(1)}`) : undefined)
  if (!found || (found.kind === 'private' && !found.members.includes(app.botUser))) {
    throw new ApiError('channel_not_found')
  }
  return found
}

/** The same by id alone: names are for posting. */
export function channelWithId(slack: Slack, id: string): Channel {
  if (!slack.state.channels.get(id)) throw new ApiError('channel_not_found')
  return channelNamed(slack, id)
}

/** The channel, if the app may write to it now. */
export function writable(slack: Slack, channel: Channel): Channel {
  if (channel.archived) throw new ApiError('is_archived')
  if (channel.kind === 'dm' && !slack.manifest.takesDirectMessages) throw new ApiError('messages_tab_disabled')
  const mayPostAnywhere = slack.manifest.scopes.includes('chat:write.public') && channel.kind === 'channel'
  if (!channel.members.includes(app.botUser) && !mayPostAnywhere) throw new ApiError('not_in_channel')
  return channel
}

export function messageAt(slack: Slack, channel: Channel, ts: string, missing = 'message_not_found'): Message {
  const message = slack.state.messages.get(messageId(channel.id, ts))
  if (!message) throw new ApiError(missing)
  return message
}

export function personWith(slack: Slack, id: string): Person {
  const person = slack.state.people.get(id)
  if (!person) throw new ApiError('user_not_found')
  return person
}
