import { messageId } from '../post.ts'
import { issueResponseUrl } from '../response-url.ts'
import { showMessage } from '../show-message.ts'
import type { Slack } from '../slack.ts'
import type { Person } from '../workspace.ts'
import { channelOf, payload } from './payload.ts'

/** A shortcut from the menu of a message, or from the composer's when no message is given. */
export async function runShortcut(
  slack: Slack,
  person: Person,
  callbackId: string,
  on?: { channel: string; ts: string },
): Promise<void> {
  const about = {
    ...payload(person),
    callback_id: callbackId,
    trigger_id: slack.triggers.issue({ user: person.id }),
    action_ts: slack.nextTs(),
  }
  if (!on) return void (await slack.deliver('interactive', { type: 'shortcut', ...about }))
  const message = slack.state.messages.get(messageId(on.channel, on.ts))
  if (!message) return
  const url = { user: person.id, channel: on.channel, message: { ts: on.ts, ephemeral: false } }
  await slack.deliver('interactive', {
    type: 'message_action',
    ...about,
    channel: channelOf(slack, on.channel),
    message_ts: on.ts,
    message: showMessage(slack, message),
    response_url: issueResponseUrl(slack, url),
  })
}
