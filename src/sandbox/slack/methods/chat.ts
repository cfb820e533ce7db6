import { z } from 'zod'
import { app } from '../../company.ts'
import { ApiError } from '../api-error.ts'
import { flag, json } from '../arguments.ts'
import { message as messageBlocks } from '../block-kit.ts'
import { channelNamed, channelWithId, messageAt, personWith, writable } from '../find.ts'
import { method } from '../method.ts'
import { messageId, post, postEphemeral, withBlockIds } from '../post.ts'
import { repliesTo, showMessage } from '../show-message.ts'
import type { Slack } from '../slack.ts'
import type { Channel, Message } from '../workspace.ts'

const metadata = z.strictObject({ event_type: z.string().min(1), event_payload: z.record(z.string(), z.unknown()) })
const content = {
  channel: z.string().min(1),
  text: z.string().optional(),
  blocks: json(messageBlocks).optional(),
  attachments: json(z.array(z.record(z.string(), z.unknown())).max(100)).optional(),
  metadata: json(metadata).optional(),
}
const write = ['chat:write']

const postMessage = method({
  tier: 'post',
  scopes: write,
  input: z.object({ ...content, thread_ts: z.string().optional(), reply_broadcast: flag.optional() }),
  run(input, slack) {
    const channel = writable(slack, channelNamed(slack, input.channel))
    const text = checkedText(input)
    const message = post(slack, {
      ...byApp(channel),
      text,
      ...pick(input),
      ...(input.thread_ts && { threadTs: threadOf(slack, channel, input.thread_ts) }),
      ...(input.thread_ts && input.reply_broadcast && { broadcast: true, subtype: 'thread_broadcast' }),
    })
    return { channel: channel.id, ts: message.ts, message: showMessage(slack, message, true) }
  },
})

const update = method({
  tier: 3,
  scopes: write,
  input: z.object({ ...content, ts: z.string() }),
  run(input, slack) {
    const channel = channelWithId(slack, input.channel)
    if (channel.archived) throw new ApiError('is_inactive')
    const message = ownMessage(slack, writable(slack, channel), input.ts, 'cant_update_message')
    const text = checkedText(input, 4000)
    const { trouble: _, blocks: __, ...before } = message
    // Text alone takes the blocks away; blocks alone leave no mark of an edit.
    const changed: Message = { ...before, ...pick(input), text }
    if (!changed.blocks) changed.editedTs = slack.nextTs()
    if (changed.blocks) changed.blocks = withBlockIds(changed.blocks)
    slack.state.messages.put(messageId(channel.id, message.ts), changed)
    return { channel: channel.id, ts: message.ts, text, message: showMessage(slack, changed, true) }
  },
})

const remove = method({
  tier: 3,
  scopes: write,
  input: z.object({ channel: z.string(), ts: z.string() }),
  run(input, slack) {
    const channel = channelWithId(slack, input.channel)
    removeMessage(slack, ownMessage(slack, channel, input.ts, 'cant_delete_message'))
    return { channel: channel.id, ts: input.ts }
  },
})

const ephemeral = method({
  tier: 4,
  scopes: write,
  input: z.object({ ...content, user: z.string(), thread_ts: z.string().optional() }),
  run(input, slack) {
    const channel = writable(slack, channelNamed(slack, input.channel))
    const person = personWith(slack, input.user)
    if (!channel.members.includes(person.id)) throw new ApiError('user_not_in_channel')
    const message = postEphemeral(slack, {
      ...byApp(channel),
      text: checkedText(input),
      ...pick(input),
      to: person.id,
      ...(input.thread_ts && { threadTs: input.thread_ts }),
    })
    return { message_ts: message.ts }
  },
})

const permalink = method({
  tier: 'special',
  input: z.object({ channel: z.string(), message_ts: z.string() }),
  run(input, slack) {
    const channel = channelNamed(slack, input.channel)
    const message = messageAt(slack, channel, input.message_ts)
    const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : ''
    return {
      channel: channel.id,
      permalink: `${slack.origin}/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`,
    }
  },
})

export const chat = {
  'chat.postMessage': postMessage,
  'chat.update': update,
  'chat.delete': remove,
  'chat.postEphemeral': ephemeral,
  'chat.getPermalink': permalink,
}

export function removeMessage(slack: Slack, message: Message) {
  const id = messageId(message.channel, message.ts)
  if (repliesTo(slack, message).length === 0) return slack.state.messages.delete(id)
  const { channel, ts, user } = message
  slack.state.messages.put(id, {
    channel,
    ts,
    user,
    subtype: 'tombstone',
    text: 'This message was deleted.',
    reactions: [],
  })
}

function byApp(channel: Channel) {
  return { channel: channel.id, user: app.botUser, botId: app.bot }
}

function checkedText(
  input: { text?: string | undefined; blocks?: unknown[] | undefined; attachments?: unknown[] | undefined },
  most = 40_000,
): string {
  const text = input.text ?? ''
  if (text === '' && !input.blocks?.length && !input.attachments?.length) throw new ApiError('no_text')
  if (text.length > most) throw new ApiError('msg_too_long')
  return text
}

function pick(
  input: Pick<Message, 'blocks' | 'attachments' | 'metadata'>,
): Pick<Message, 'blocks' | 'attachments' | 'metadata'> {
  return {
    ...(input.blocks?.length && { blocks: input.blocks }),
    ...(input.attachments && { attachments: input.attachments }),
    ...(input.metadata && { metadata: input.metadata }),
  }
}

// A reply to a reply lands in the thread of the first message.
function threadOf(slack: Slack, channel: Channel, ts: string): string {
  return messageAt(slack, channel, ts, 'thread_not_found').threadTs ?? ts
}

function ownMessage(slack: Slack, channel: Channel, ts: string, refusal: string): Message {
  const message = messageAt(slack, channel, ts)
  if (message.user !== app.botUser) throw new ApiError(refusal)
  return message
}
