import { z } from 'zod'
import { app, openDirectMessage } from '../../company.ts'
import { ApiError } from '../api-error.ts'
import { count, flag } from '../arguments.ts'
import { channelWithId, messageAt, personWith } from '../find.ts'
import { method } from '../method.ts'
import { page } from '../page-of.ts'
import { repliesTo, showMessage } from '../show-message.ts'
import type { Slack } from '../slack.ts'
import type { Channel, Message } from '../workspace.ts'

const reading = ['channels:read', 'groups:read', 'im:read']
const histories = ['channels:history', 'groups:history', 'im:history']
const paging = { limit: count(1, 999).optional(), cursor: z.string().optional() }

const info = method({
  tier: 3,
  scopes: reading,
  input: z.object({ channel: z.string() }),
  run: (input, slack) => ({ channel: showChannel(channelWithId(slack, input.channel)) }),
})

const list = method({
  tier: 2,
  scopes: reading,
  input: z.object({ ...paging, types: z.string().default('public_channel'), exclude_archived: flag.optional() }),
  run(input, slack) {
    const types = input.types.split(',')
    const channels = slack.state.channels
      .all()
      .filter((one) => types.includes({ channel: 'public_channel', private: 'private_channel', dm: 'im' }[one.kind]))
      .filter((one) => one.kind === 'channel' || one.members.includes(app.botUser))
      .filter((one) => !input.exclude_archived || !one.archived)
    const { items, next } = page(channels, input.limit ?? 100, input.cursor)
    return { channels: items.map(showChannel), response_metadata: { next_cursor: next } }
  },
})

const members = method({
  tier: 4,
  scopes: reading,
  input: z.object({ channel: z.string(), ...paging }),
  run(input, slack) {
    const { items, next } = page(channelWithId(slack, input.channel).members, input.limit ?? 100, input.cursor)
    return { members: items, response_metadata: { next_cursor: next } }
  },
})

const join = method({
  tier: 3,
  scopes: ['channels:join'],
  input: z.object({ channel: z.string() }),
  run(input, slack) {
    const channel = channelWithId(slack, input.channel)
    if (channel.archived) throw new ApiError('is_archived')
    if (channel.kind !== 'channel') throw new ApiError('method_not_supported_for_channel_type')
    if (channel.members.includes(app.botUser)) return { channel: showChannel(channel), warning: 'already_in_channel' }
    const joined = { ...channel, members: [...channel.members, app.botUser] }
    return { channel: showChannel(slack.state.channels.put(channel.id, joined)) }
  },
})

const open = method({
  tier: 3,
  scopes: ['im:write'],
  input: z.object({ users: z.string().optional(), channel: z.string().optional(), return_im: flag.optional() }),
  run(input, slack) {
    if (!input.users) return { channel: { id: channelWithId(slack, input.channel ?? '').id } }
    if (input.users.includes(',')) throw new ApiError('users_list_not_supported')
    const channel = openDirectMessage(slack.state, personWith(slack, input.users).id)
    return { channel: input.return_im ? showChannel(channel) : { id: channel.id } }
  },
})

const range = {
  ...paging,
  oldest: z.coerce.number().optional(),
  latest: z.coerce.number().optional(),
  inclusive: flag.optional(),
  include_all_metadata: flag.optional(),
}

const history = method({
  tier: 3,
  scopes: histories,
  input: z.object({ channel: z.string(), ...range }),
  run(input, slack) {
    const channel = readable(slack, input.channel)
    const messages = slack.state.messages
      .all()
      .filter((one) => one.channel === channel.id && (!one.threadTs || one.broadcast) && within(one, input))
      .sort((one, other) => Number(other.ts) - Number(one.ts))
    return listed(slack, messages, input, 100)
  },
})

const replies = method({
  tier: 3,
  scopes: histories,
  input: z.object({ channel: z.string(), ts: z.string(), ...range }),
  run(input, slack) {
    const channel = readable(slack, input.channel)
    const found = messageAt(slack, channel, input.ts, 'thread_not_found')
    const root = found.threadTs ? messageAt(slack, channel, found.threadTs, 'thread_not_found') : found
    const thread = repliesTo(slack, root).filter((one) => within(one, input))
    return listed(slack, [root, ...thread], input, 999)
  },
})

export const conversations = {
  'conversations.info': info,
  'conversations.list': list,
  'conversations.members': members,
  'conversations.join': join,
  'conversations.open': open,
  'conversations.history': history,
  'conversations.replies': replies,
}

function readable(slack: Slack, id: string): Channel {
  const channel = channelWithId(slack, id)
  if (!channel.members.includes(app.botUser)) throw new ApiError('not_in_channel')
  return channel
}

interface Range {
  oldest?: number | undefined
  latest?: number | undefined
  inclusive?: boolean | undefined
}

function within(message: Message, { oldest, latest, inclusive }: Range): boolean {
  const ts = Number(message.ts)
  if (inclusive && (ts === oldest || ts === latest)) return true
  return ts > (oldest ?? 0) && ts < (latest ?? Number.POSITIVE_INFINITY)
}

function listed(
  slack: Slack,
  messages: Message[],
  input: { limit?: number | undefined; cursor?: string | undefined; include_all_metadata?: boolean | undefined },
  usual: number,
) {
  const { items, next } = page(messages, input.limit ?? usual, input.cursor)
  return {
    messages: items.map((one) => showMessage(slack, one, input.include_all_metadata)),
    has_more: next !== '',
    pin_count: 0,
    response_metadata: { next_cursor: next },
  }
}

function showChannel(channel: Channel): Record<string, unknown> {
  const direct = channel.kind === 'dm'
  return {
    id: channel.id,
    created: 1_700_000_000,
    is_archived: channel.archived,
    is_im: direct,
    is_mpim: false,
    is_org_shared: false,
    ...(direct
      ? { user: channel.members.find((id) => id !== app.botUser) }
      : {
          name: channel.name,
          name_normalized: channel.name,
          is_channel: true,
          is_group: false,
          is_general: channel.name === 'general',
          is_private: channel.kind === 'private',
          is_shared: false,
          is_ext_shared: false,
          is_member: channel.members.includes(app.botUser),
          num_members: channel.members.length,
          topic: { value: channel.topic, creator: '', last_set: 0 },
          purpose: { value: channel.topic, creator: '', last_set: 0 },
        }),
  }
}
