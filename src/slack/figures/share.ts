import { Refusal } from '../../tickets/refusal.ts'
import type { ListButton } from '../list-buttons.ts'
import { respond } from '../press.ts'
import { answer, detailsFace } from './answer.ts'
import { subjectOf } from './subject.ts'

/** Through the `response_url`: it posts in every channel in which somebody can ask, and costs no method's pace. */
export const shareButton: ListButton = {
  id: 'share',
  async press({ db, workspaceId, now }, value, by, { responseUrl }) {
    const subject = await subjectOf(db, workspaceId, value, now())
    if (subject.scope.only?.agentIds) throw new Refusal('Figures about single people are not for a channel.')
    const words = await answer(db, subject, now(), [detailsFace(subject)], by.name)
    const posted =
      responseUrl && (await respond(responseUrl, { response_type: 'in_channel', replace_original: false, ...words }))
    if (!posted) throw new Refusal('Slack did not take it any more. Ask for the figures again, then share them.')
    // Without the button nobody shares the same a second time by mistake.
    await respond(responseUrl, { replace_original: true, text: 'Shared in this channel.' })
    return undefined
  },
}
