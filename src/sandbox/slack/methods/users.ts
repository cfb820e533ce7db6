import { z } from 'zod'
import { app, team } from '../../company.ts'
import { count } from '../arguments.ts'
import { personWith } from '../find.ts'
import { method } from '../method.ts'
import { page } from '../page-of.ts'
import type { Slack } from '../slack.ts'
import type { Person } from '../workspace.ts'

const info = method({
  tier: 4,
  scopes: ['users:read'],
  input: z.object({ user: z.string() }),
  run: (input, slack) => ({ user: showPerson(slack, personWith(slack, input.user)) }),
})

const list = method({
  tier: 2,
  scopes: ['users:read'],
  input: z.object({ limit: count(1, 1000).optional(), cursor: z.string().optional() }),
  run(input, slack) {
    const { items, next } = page(slack.state.people.all(), input.limit ?? 200, input.cursor)
    return { members: items.map((one) => showPerson(slack, one)), response_metadata: { next_cursor: next } }
  },
})

export const users = { 'users.info': info, 'users.list': list }

function showPerson(slack: Slack, person: Person): Record<string, unknown> {
  const zoned = slack.now().toZonedDateTimeISO(person.timeZone)
  const guest = person.kind === 'guest'
  return {
    id: person.id,
    team_id: team.id,
    name: person.handle,
    deleted: false,
    color: person.colour.slice(1),
    real_name: person.realName,
    tz: person.timeZone,
    tz_label: person.timeZone.replace(/^.*\//, '').replace('_', ' '),
    tz_offset: Math.round(zoned.offsetNanoseconds / 1e9),
    profile: {
      title: person.title,
      real_name: person.realName,
      real_name_normalized: person.realName,
      display_name: person.name,
      display_name_normalized: person.name,
      team: team.id,
      image_72: `${slack.origin}/sandbox/avatars/${person.id}.svg`,
      ...(person.kind === 'bot' && { bot_id: app.bot, api_app_id: app.id }),
    },
    is_admin: person.isAdmin,
    is_owner: person.isAdmin,
    is_primary_owner: person.isAdmin,
    is_restricted: guest,
    is_ultra_restricted: guest,
    is_bot: person.kind === 'bot',
    is_app_user: false,
    updated: 1_700_000_000,
  }
}
