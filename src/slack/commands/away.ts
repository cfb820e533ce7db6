import { snoozeUntil } from '../../sla/snooze-until.ts'
import { plural } from '../../stats/words.ts'
import { goAway } from '../../tickets/away.ts'
import { openOf } from '../../tickets/open-of.ts'
import { actions, section } from '../blocks.ts'
import { inert, moment } from '../text.ts'
import type { Command } from './command.ts'

export const awayCommand: Command = {
  name: 'away',
  usage: '[until 14:00 | for 2 hours | until tomorrow 9:00]',
  help: 'Nobody calls you until then; keep your tickets, offer them again or hand them over.',
  changes: true,
  async run({ db, by, words, now }) {
    const read = words ? snoozeUntil(words, by.timeZone ?? 'UTC', now) : { until: null }
    if ('refusal' in read) return inert(read.refusal)
    await goAway(db, by, read.until, now)
    const until = read.until ? ` until ${moment(read.until, now)}` : ''
    const ends = read.until ? '`/roost back` ends it sooner.' : '`/roost back` ends it.'
    const open = (await openOf(db, by)).length
    const first = `You are away${until}: no reminder calls you. ${ends}`
    if (open === 0) return first
    const text = `${first}\nYou have ${plural(open, 'open ticket')}. What falls due meanwhile is told to those on duty.`
    return {
      text,
      blocks: [
        section(text),
        actions('away', [
          { id: 'keep-mine', label: 'Keep Them', value: '' },
          { id: 'offer-again', label: 'Offer Them Again', value: '' },
          { id: 'hand-over', label: 'Hand Over…', value: '' },
        ]),
      ],
    }
  },
}
