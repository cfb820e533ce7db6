import { settingsOf } from '../../settings/stored.ts'
import { rangeOf } from '../../stats/days.ts'
import { figures } from '../../stats/figures.ts'
import { known } from '../../stats/known.ts'
import { readQuestion, Unclear } from '../../stats/question.ts'
import { asText, words } from '../../stats/words.ts'
import { section } from '../blocks.ts'
import { inert } from '../text.ts'
import type { Command } from './command.ts'

export const statsCommand: Command = {
  name: 'stats',
  usage: '[today|yesterday|7d|30d] [@agent] [#tag] [network] [channel]',
  help: 'How many messages came, and how fast they were answered.',
  async run({ db, workspaceId, words: asked, now }) {
    const { zone, openings } = await settingsOf(db, workspaceId)
    try {
      const today = now.toZonedDateTimeISO(zone).toPlainDate()
      const question = readQuestion(asked, await known(db, workspaceId), today)
      const scope = { workspaceId, ranges: [rangeOf(question.days, zone)], only: question.only }
      const answer = words(await figures(db, scope, now, openings), question, zone)
      const lines = answer.lines.map(({ label, says }) => `*${label}*: ${inert(says)}`)
      return { text: asText(answer), blocks: [section(`*${inert(answer.title)}*\n${lines.join('\n')}`)] }
    } catch (error) {
      if (error instanceof Unclear) return inert(error.message)
      throw error
    }
  },
}
