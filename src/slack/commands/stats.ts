import { settingsOf } from '../../settings/stored.ts'
import { badgeWords } from '../../stats/badge-words.ts'
import { badges } from '../../stats/badges.ts'
import { Unclear } from '../../stats/question.ts'
import { section } from '../blocks.ts'
import { answer, answerWords, detailsFace } from '../figures/answer.ts'
import { shareFaces } from '../figures/share.ts'
import { checkPeople } from '../figures/single-people.ts'
import { askedValue, subjectOf } from '../figures/subject.ts'
import { withBadge } from '../figures/with-badge.ts'
import { inert } from '../text.ts'
import type { Asked, Command } from './command.ts'

export const statsCommand: Command = {
  name: 'stats',
  usage: '[today|yesterday|7d|30d|2026-11-01..2026-11-15] [@agent] [#tag] [network] [channel], or badge',
  help: 'How many messages came, and how fast they were answered.',
  async run(asked) {
    const { db, workspaceId, words, now } = asked
    if (words.toLowerCase() === 'badge') return badge(asked)
    const { zone } = await settingsOf(db, workspaceId)
    try {
      const value = askedValue(now.toZonedDateTimeISO(zone).toPlainDate(), words)
      const subject = await subjectOf(db, workspaceId, value, now)
      await checkPeople(db, subject.scope, asked)
      const said = await answer(db, subject, now)
      return answerWords(said, [...shareFaces(subject, said), detailsFace(subject)])
    } catch (error) {
      if (error instanceof Unclear) return inert(error.message)
      throw error
    }
  },
}

/** How each account of Meta's stands. */
async function badge({ db, workspaceId, networks, now }: Asked) {
  const all = await badges(db, workspaceId, withBadge(networks), now)
  if (all.length === 0) return 'No account of Meta’s is connected, so there is no badge to watch.'
  const said = all.map(({ account, badge }) => [account, badgeWords(badge)] as const)
  return {
    text: said.map(([account, words]) => `${account}: ${words}`).join('\n'),
    blocks: said.map(([account, words]) => section(`*${inert(account)}*\n${inert(words)}`)),
  }
}
