import { isAway } from '../../tickets/away.ts'
import { actions, section } from '../blocks.ts'
import { inert, moment } from '../text.ts'
import type { Part } from './part.ts'

/** What an agent has set for themselves. */
export const you: Part = async ({ by, now }) => {
  const away = isAway(by, now)
  const until = by.awayUntil ? ` until ${moment(by.awayUntil, now)}` : ', until you say you are back'
  const here = away ? `You are away${until}: no reminder calls you.` : 'You are here.'
  const zone = by.timeZone ? ` Times you type are read in ${inert(by.timeZone)}, as your Slack profile has it.` : ''
  const face = away ? { id: 'be-back', label: 'I Am Back', value: '' } : { id: 'go-away', label: 'Go Away…', value: '' }
  return [section(`*You*\n${here}${zone}`), actions('you', [face, { id: 'hand-over', label: 'Hand Over…', value: '' }])]
}
