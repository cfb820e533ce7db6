import { z } from 'zod'
import { app } from '../../company.ts'
import { ApiError } from '../api-error.ts'
import { channelNamed, messageAt } from '../find.ts'
import { method } from '../method.ts'
import { messageId } from '../post.ts'

const input = z.object({ channel: z.string(), timestamp: z.string(), name: z.string().regex(/^[\w+-]+$/) })

const add = method({
  tier: 3,
  scopes: ['reactions:write'],
  input,
  run({ channel: name, timestamp, name: emoji }, slack) {
    const channel = channelNamed(slack, name)
    const message = messageAt(slack, channel, timestamp)
    const same = message.reactions.find((one) => one.name === emoji)
    if (same?.users.includes(app.botUser)) throw new ApiError('already_reacted')
    const others = message.reactions.filter((one) => one.name !== emoji)
    const reactions = [...others, { name: emoji, users: [...(same?.users ?? []), app.botUser] }]
    slack.state.messages.put(messageId(channel.id, timestamp), { ...message, reactions })
    return {}
  },
})

const remove = method({
  tier: 2,
  scopes: ['reactions:write'],
  input,
  run({ channel: name, timestamp, name: emoji }, slack) {
    const channel = channelNamed(slack, name)
    const message = messageAt(slack, channel, timestamp)
    const same = message.reactions.find((one) => one.name === emoji)
    if (!same?.users.includes(app.botUser)) throw new ApiError('no_reaction')
    const users = same.users.filter((user) => user !== app.botUser)
    const others = message.reactions.filter((one) => one.name !== emoji)
    const reactions = users.length > 0 ? [...others, { name: emoji, users }] : others
    slack.state.messages.put(messageId(channel.id, timestamp), { ...message, reactions })
    return {}
  },
})

export const reactions = { 'reactions.add': add, 'reactions.remove': remove }
