import { randomBytes } from 'node:crypto'
import { app, team } from '../company.ts'
import type { Slack } from './slack.ts'

// Slack repeats an event that was not taken: at once, after a minute, after five.
const pauses = [0, 60_000, 300_000]

/** Sends one Events API event, if the app subscribed to it. */
export async function sendEvent(slack: Slack, subscription: string, event: Record<string, unknown>) {
  if (!slack.manifest.events.includes(subscription)) return
  const body = {
    token: 'unused',
    team_id: team.id,
    context_team_id: team.id,
    api_app_id: app.id,
    type: 'event_callback',
    event_id: `Ev${randomBytes(5).toString('hex').toUpperCase()}`,
    event_time: Math.floor(slack.now().epochMilliseconds / 1000),
    authorizations: [
      { enterprise_id: null, team_id: team.id, user_id: app.botUser, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
    event: { ...event, event_ts: slack.nextTs() },
  }
  let answer = await slack.deliver('events_api', body)
  for (const [index, pause] of pauses.entries()) {
    if (answer.acked) return
    await new Promise((resolve) => setTimeout(resolve, pause).unref())
    const reason =
      answer.why === 'timeout' ? 'http_timeout' : answer.why === 'refused' ? 'http_error' : 'connection_failed'
    answer = await slack.deliver('events_api', body, { attempt: index + 1, reason })
  }
}
