import { app, team } from '../../company.ts'
import type { Slack } from '../slack.ts'
import type { Person } from '../workspace.ts'

/** The fields every interaction payload has. */
export function payload(person: Person) {
  return {
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
    user: { id: person.id, username: person.handle, name: person.handle, team_id: team.id },
    api_app_id: app.id,
    token: 'unused',
  }
}

export function channelOf(slack: Slack, id: string) {
  const channel = slack.state.channels.get(id)
  return { id, name: channel?.kind === 'dm' ? 'directmessage' : (channel?.name ?? 'unknown') }
}
