import { asText } from '../../stats/words.ts'
import { Refusal } from '../../tickets/refusal.ts'
import type { ButtonFace } from '../blocks.ts'
import type { ListButton } from '../list-buttons.ts'
import { respond } from '../respond.ts'
import { type Answer, answerWords, detailsFace } from './answer.ts'
import { type Subject, subjectOf } from './subject.ts'

/** Slack keeps so much of a button's value. */
const MOST = 2000

/**
 * Shares the figures that were seen, as of the moment they were counted: the button carries their lines. None for figures
 * about single people.
 */
export function shareFaces({ scope, value }: Subject, said: Answer): ButtonFace[] {
  const carried = `${value}\n${asText(said)}`
  if (scope.only?.agentIds || carried.length > MOST) return []
  return [{ id: 'share', label: 'Share in Channel', value: carried }]
}

/** Through the `response_url`: it posts in every channel in which somebody can ask, and costs no method's pace. */
export const shareButton: ListButton = {
  id: 'share',
  async press({ db, workspaceId, now }, carried, by, { responseUrl }) {
    const [value = '', title = '', ...lines] = carried.split('\n')
    const { scope } = await subjectOf(db, workspaceId, value, now())
    if (scope.only?.agentIds) throw new Refusal('Figures about single people are not for a channel.')
    const words = answerWords({ title, lines: lines.map(asLine) }, [detailsFace({ value })], by.name)
    const inChannel = { response_type: 'in_channel', replace_original: false, ...words }
    if (!responseUrl || (await respond(responseUrl, inChannel)) !== 'taken')
      throw new Refusal('Slack did not take it any more. Ask for the figures again, then share them.')
    // Without the button nobody shares the same a second time by mistake.
    await respond(responseUrl, { replace_original: true, text: 'Shared in this channel.' })
    return undefined
  },
}

function asLine(line: string) {
  const [label = '', ...says] = line.split(': ')
  return { label, says: says.join(': ') }
}
