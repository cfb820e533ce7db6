import type { KnownBlock } from '@slack/types'
import { settingsOf } from '../../settings/stored.ts'
import { details } from '../../stats/details.ts'
import { Unclear } from '../../stats/question.ts'
import { section } from '../blocks.ts'
import type { ListButton } from '../list-buttons.ts'
import { sentenceOf } from '../tell.ts'
import { inert } from '../text.ts'
import { troubleOf } from '../trouble.ts'
import { showView, viewOf } from '../views.ts'
import { isLead } from '../who.ts'
import { detailsBlocks } from './details-blocks.ts'
import { checkPeople, mayCompare } from './single-people.ts'
import { subjectOf } from './subject.ts'
import { withBadge } from './with-badge.ts'

/** Opens at once, since a trigger lives three seconds, and is filled when everything is counted. */
export const detailsButton: ListButton = {
  id: 'details',
  async press(deps, value, by, from) {
    const { db, workspaceId, networks, now } = deps
    const viewId = await showView(deps, view([section('Counting…')]), from)
    const show = (blocks: KnownBlock[]) =>
      showView(deps, view(blocks), { ...from, view: { id: viewId } }).catch((error) => {
        // Whoever has closed it asks no more.
        if (troubleOf(error).code !== 'not_found') throw error
      })
    try {
      const asker = { by, leads: isLead(deps.who, by) }
      const subject = await subjectOf(db, workspaceId, value, now())
      await checkPeople(db, subject.scope, asker)
      const { zone, openings } = await settingsOf(db, workspaceId)
      const may = await mayCompare(db, workspaceId, asker)
      const agentIds = may === 'own' ? [by.id] : may
      const asked = { zone, openings, agentIds, withBadge: withBadge(networks) }
      await show(detailsBlocks(await details(db, subject.scope, asked, now()), subject, networks, asker.leads))
    } catch (error) {
      await show([section(error instanceof Unclear ? inert(error.message) : sentenceOf(deps, error))])
    }
    return undefined
  },
}

function view(blocks: KnownBlock[]) {
  return viewOf({ id: 'details', title: 'Details', blocks }, { ticket: 0, at: 0 })
}
