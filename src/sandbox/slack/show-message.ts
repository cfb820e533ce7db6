import { app, team } from '../company.ts'
import { showFile } from './files.ts'
import type { Slack } from './slack.ts'
import type { Message } from './workspace.ts'

/** A message as the Web API and payloads give it. Metadata only where asked for. */
export function showMessage(slack: Slack, message: Message, withMetadata = false): Record<string, unknown> {
  const replies = message.threadTs ? [] : repliesTo(slack, message)
  const last = replies.at(-1)
  return {
    type: 'message',
    ...(message.subtype && { subtype: message.subtype }),
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: team.id,
    ...(message.botId && { bot_id: message.botId, app_id: app.id, bot_profile: botProfile() }),
    ...(message.blocks && { blocks: message.blocks }),
    ...(message.attachments && { attachments: message.attachments }),
    ...(message.files && {
      files: message.files.flatMap((id) => slack.state.files.get(id) ?? []).map((file) => showFile(slack, file)),
    }),
    ...(message.editedTs && { edited: { user: message.user, ts: message.editedTs } }),
    ...(message.reactions.length > 0 && {
      reactions: message.reactions.map((one) => ({ ...one, count: one.users.length })),
    }),
    ...(message.threadTs && { thread_ts: message.threadTs }),
    ...(last && {
      thread_ts: message.ts,
      reply_count: replies.length,
      reply_users: [...new Set(replies.map((one) => one.user))],
      latest_reply: last.ts,
    }),
    ...(withMetadata && message.metadata && { metadata: message.metadata }),
  }
}

export function repliesTo(slack: Slack, message: { channel: string; ts: string }): Message[] {
  return slack.state.messages
    .all()
    .filter((one) => one.channel === message.channel && one.threadTs === message.ts)
    .sort((one, other) => Number(one.ts) - Number(other.ts))
}

export function botProfile() {
  return { id: app.bot, app_id: app.id, name: app.name, team_id: team.id, user_id: app.botUser, deleted: false }
}
