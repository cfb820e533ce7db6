import { settingsOf } from '../../settings/stored.ts'
import { plural } from '../../stats/words.ts'
import { knownTags } from '../../tickets/known-tags.ts'
import { mergeTag, offerTag, retireTag } from '../../tickets/tend-tag.ts'
import { TAG_AT_MOST, tidyTags } from '../../tickets/tidy-tags.ts'
import { section } from '../blocks.ts'
import { type Choice, radio, select, textInput } from '../inputs.ts'
import type { ListButton } from '../list-buttons.ts'
import type { Pressing } from '../pressing.ts'
import { onlyLeads } from '../saved-replies/only-leads.ts'
import { inert } from '../text.ts'
import { showView, viewOf } from '../views.ts'
import { tagsModal } from './list.ts'

/** A menu holds no more; the less used ones are written. */
const MOST = 100

/** Renames a tag or merges it into another, retires it, or offers it again. Its value is the tag. */
export const changeTagButton: ListButton = {
  id: 'change-tag',
  async press(deps, name, by, from) {
    onlyLeads(deps.who, by, 'tend tags')
    const all = await knownTags(deps.db, deps.workspaceId)
    const retired = all.find((tag) => tag.name === name)?.retired
    const others = all.filter((tag) => tag.name !== name && !tag.retired).slice(0, MOST)
    const keep: Choice = retired
      ? ['offer', 'Offer it again']
      : ['retire', 'Retire it: tickets keep it, nobody is offered it']
    const modal = {
      ...{ id: 'change-tag', title: 'Change a tag', submit: 'Save' },
      blocks: [
        section(`*${inert(name)}*`),
        radio({
          ...{ id: 'what', label: 'What to do', initial: 'merge' },
          choices: [['merge', 'Replace it on every ticket'], keep],
        }),
        ...(others.length
          ? [
              select({
                ...{ id: 'into', label: 'With this tag', optional: true },
                choices: others.map((tag): Choice => [tag.name, tag.name]),
              }),
            ]
          : []),
        textInput({ id: 'name', label: 'Or with a new name', most: TAG_AT_MOST, optional: true }),
      ],
    }
    await showView(deps, viewOf(modal, { ticket: 0, at: 0, tag: name }), from)
    return undefined
  },

  async submit(deps, values, by, { carried }) {
    const { db, workspaceId, who, now } = deps
    onlyLeads(who, by, 'tend tags')
    const name = String(carried.tag)
    const what = values.choice('what')
    const into = tidyTags([values.text('name') || (values.choice('into') ?? '')])[0]
    if (what === 'merge' && !into) return { errors: { name: 'Choose a tag above, or write one here.' } }
    if (what === 'merge' && into === name) return { errors: { name: 'It is called that already.' } }
    const said = await change(deps, name, what === 'merge' ? into : undefined, what === 'offer')
    const modal = await tagsModal(db, workspaceId, { said: `${said}${await promised(deps, name)}` })
    return { update: viewOf(modal, { ticket: 0, at: now().epochMilliseconds, home: carried.home === true }) }
  },
}

async function change(
  { db, workspaceId, now }: Pressing,
  name: string,
  into: string | undefined,
  offer: boolean,
): Promise<string> {
  if (into) {
    const count = await mergeTag(db, workspaceId, { from: name, into }, now())
    return `*${inert(name)}* is *${inert(into)}* now, on ${plural(count, 'ticket')}.`
  }
  if (offer) await offerTag(db, workspaceId, name, now())
  else await retireTag(db, workspaceId, name, now())
  return offer
    ? `*${inert(name)}* is offered again.`
    : `*${inert(name)}* is retired: tickets keep it, nobody is offered it.`
}

/** What goes by the tag's name is the team's own, and is not rewritten. */
async function promised({ db, workspaceId }: Pressing, name: string): Promise<string> {
  const { targets } = await settingsOf(db, workspaceId)
  const names = targets.some(({ when }) => when.tag?.toLowerCase() === name)
  return names ? ' A promise still names it: see Promises on Home.' : ''
}
