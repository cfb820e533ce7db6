import { snoozeUntil } from '../../sla/snooze-until.ts'
import { plural } from '../../stats/words.ts'
import { goAway } from '../../tickets/away.ts'
import { onEach } from '../../tickets/on-each.ts'
import { openOf } from '../../tickets/open-of.ts'
import { release } from '../../tickets/release.ts'
import { radio, textInput } from '../inputs.ts'
import type { ListButton } from '../list-buttons.ts'
import { showView, viewOf } from '../views.ts'

/** `/roost away`, in a window. */
export const goAwayButton: ListButton = {
  id: 'go-away',
  async press(deps, _value, by, from) {
    const open = (await openOf(deps.db, by)).length
    const modal = {
      ...{ id: 'go-away', title: 'Go away', submit: 'Go Away' },
      blocks: [
        textInput({
          ...{ id: 'until', label: 'Until', most: 60, optional: true, focus: true },
          hint: 'Such as: 14:00, 2 hours, or tomorrow 9:00. Empty: until you say you are back. No reminder calls you.',
        }),
        ...(open > 0
          ? [
              radio({
                ...{ id: 'mine', label: `Your ${plural(open, 'open ticket')}`, initial: 'keep' },
                choices: [
                  ['keep', 'Keep them'],
                  ['offer', 'Offer them to everybody again'],
                ],
              }),
            ]
          : []),
      ],
    }
    await showView(deps, viewOf(modal, { ticket: 0, at: 0 }), from)
    return undefined
  },
  async submit({ db, now }, values, by) {
    const typed = values.text('until').trim()
    const read = typed ? snoozeUntil(typed, by.timeZone ?? 'UTC', now()) : { until: null }
    if ('refusal' in read) return { errors: { until: read.refusal } }
    await goAway(db, by, read.until, now())
    if (values.choice('mine') === 'offer')
      await onEach(await openOf(db, by), (ticket) => release(db, ticket, by, now()))
    return undefined
  },
}
