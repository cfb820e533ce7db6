import { alike } from '../../rules/language.ts'
import { languageName } from '../../rules/language-name.ts'
import { countSavedReplies, findSavedReplies, type SavedReply } from '../../tickets/saved-reply.ts'
import type { Asking, OptionGroup } from '../buttons/button.ts'

/** A menu offers no more. */
const MOST = 100

/** Saved replies for what was typed into the menu, by language. */
export async function offered({ db, workspaceId, ticket, typed }: Asking): Promise<OptionGroup[]> {
  const found = await findSavedReplies(db, workspaceId, {
    words: typed,
    languages: ticket.language ? alike(ticket.language) : [],
    most: MOST,
  })
  const all = found.length < MOST ? found.length : await countSavedReplies(db, workspaceId, typed)
  const more = all > MOST ? `, ${MOST} of ${all}: type to find the others` : ''
  return [...Map.groupBy(found, ({ language }) => language)].map(([language, group], place) => ({
    label: `${language ? languageName(language) : 'Any language'}${place === 0 ? more : ''}`,
    options: group.map(option),
  }))
}

function option({ id, title, text }: SavedReply) {
  return { value: String(id), label: title, says: text.replace(/\s+/g, ' ') }
}
