import { settingsOf } from '../../settings/stored.ts'
import { context } from '../blocks.ts'
import { answer, answerWords, detailsFace } from '../figures/answer.ts'
import { askedValue, subjectOf } from '../figures/subject.ts'
import type { Part } from './part.ts'

/** Today in numbers. */
export const today: Part = async ({ db, workspaceId, leads, now }) => {
  const { zone } = await settingsOf(db, workspaceId)
  const value = askedValue(now.toZonedDateTimeISO(zone).toPlainDate(), 'today')
  const subject = await subjectOf(db, workspaceId, value, now)
  const faces = leads ? [detailsFace(subject), { id: 'export', label: 'Export…', value }] : []
  const { blocks } = answerWords(await answer(db, subject, now), faces)
  return [...blocks, context('`/roost help` says what else you can ask.')]
}
