import type { KnownBlock } from '@slack/types'
import { route } from '../../rules/route.ts'
import { settingsOf } from '../../settings/stored.ts'
import { latestArrivals } from '../../tickets/latest-arrivals.ts'
import { context, section } from '../blocks.ts'
import type { ListButton } from '../list-buttons.ts'
import { named, oneLine } from '../text.ts'
import { showView, viewOf } from '../views.ts'
import { onlyLeads, TRIED } from './edit.ts'
import { outcomeOf } from './route-in-words.ts'

/** What the rules would have done with the last tickets, as they stand now: nothing is changed. */
export const tryRoutingButton: ListButton = {
  id: 'try-routing',
  async press(deps, _value, _by, from) {
    const { db, workspaceId } = deps
    await onlyLeads(deps, from.slackId)
    const { routes } = (await settingsOf(db, workspaceId)).team
    const latest = await latestArrivals(db, workspaceId, TRIED)
    const tried = latest.map((one) => ({ ...one, taken: route(routes, one.arrival) }))
    const count = tried.filter(({ taken }) => taken).length
    const lines = tried.map(({ ticket, customer, arrival, taken }): KnownBlock => {
      const rule = taken ? `rule ${routes.indexOf(taken) + 1}: ${outcomeOf(taken)}` : 'no rule'
      return section(`#${ticket.id} *${named(customer)}* → ${rule}\n${oneLine(arrival.text, 150)}`)
    })
    const head =
      latest.length === 0
        ? 'There is no ticket yet to try it with.'
        : `The rules take ${count} of the last ${latest.length} tickets. The others go to their account’s channel. Nothing is changed by looking.`
    const blocks = [context(head), ...lines]
    await showView(
      deps,
      viewOf({ id: 'try-routing', title: 'Where they would go', blocks }, { ticket: 0, at: 0 }),
      from,
    )
    return undefined
  },
}
