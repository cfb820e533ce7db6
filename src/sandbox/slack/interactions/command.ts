import { app, team } from '../../company.ts'
import { postEphemeral } from '../post.ts'
import { issueResponseUrl, respond, responsePayload } from '../response-url.ts'
import type { Slack } from '../slack.ts'
import type { Channel, Person } from '../workspace.ts'
import { channelOf } from './payload.ts'
import { inert, referenced } from './references.ts'

/** A slash command, typed into a channel's composer (never a thread's: Slack does not take them there). */
export async function runCommand(slack: Slack, person: Person, channel: Channel, typed: string): Promise<void> {
  const [command = '', ...words] = typed.trim().split(/\s+/)
  const known = slack.manifest.commands.find((one) => one.command === command)
  if (!known) {
    return tell(slack, person, channel, `${command} is not a valid command.`)
  }
  const answer = await slack.deliver('slash_commands', {
    token: 'unused',
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: channelOf(slack, channel.id).name,
    user_id: person.id,
    user_name: person.handle,
    command,
    text: known.escapes ? referenced(slack, inert(words.join(' ')), true) : words.join(' '),
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: issueResponseUrl(slack, { user: person.id, channel: channel.id }),
    trigger_id: slack.triggers.issue({ user: person.id }),
  })
  if (!answer.acked) {
    const error = answer.why === 'timeout' ? 'operation_timeout' : 'dispatch_failed'
    return tell(slack, person, channel, `${command} failed with the error "${error}"`)
  }
  const parsed = responsePayload.safeParse(answer.payload)
  if (parsed.success && (parsed.data.text || parsed.data.blocks)) {
    respond(slack, { user: person.id, channel: channel.id }, parsed.data)
  }
}

// Slackbot says it; here it stands as the app's own neighbour, seen by this person alone.
function tell(slack: Slack, person: Person, channel: Channel, text: string) {
  postEphemeral(slack, { channel: channel.id, user: 'USLACKBOT', text, to: person.id })
}
