import { z } from 'zod'
import { app, team } from '../../company.ts'
import { ApiError } from '../api-error.ts'
import { method } from '../method.ts'
import { botProfile } from '../show-message.ts'

const nothing = z.object({})

const test = method({
  tier: 'special',
  input: nothing,
  run: (_, slack) => ({
    url: `${slack.origin}/`,
    team: team.name,
    user: app.name.toLowerCase(),
    team_id: team.id,
    user_id: app.botUser,
    bot_id: app.bot,
    is_enterprise_install: false,
  }),
})

const bot = method({
  tier: 3,
  scopes: ['users:read'],
  input: z.object({ bot: z.string().optional() }),
  run(input) {
    if (input.bot !== undefined && input.bot !== app.bot) throw new ApiError('bot_not_found')
    return { bot: botProfile() }
  },
})

const teamInfo = method({
  tier: 3,
  scopes: ['team:read'],
  input: nothing,
  run: () => ({ team: { ...team, email_domain: '', icon: {} } }),
})

const connect = method({
  tier: 3,
  token: 'app',
  input: nothing,
  run: (_, slack) => ({
    url: `${slack.origin.replace(/^http/, 'ws')}/sandbox/socket?ticket=${slack.ticket()}&app_id=${app.id}`,
  }),
})

export const auth = { 'auth.test': test, 'bots.info': bot, 'team.info': teamInfo, 'apps.connections.open': connect }
