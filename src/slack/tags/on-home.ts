import { plural } from '../../stats/words.ts'
import { knownTags } from '../../tickets/known-tags.ts'
import { line } from '../blocks.ts'
import type { Part } from '../home/part.ts'

export const tagsOnHome: Part = async ({ db, workspaceId }) => {
  const all = await knownTags(db, workspaceId)
  const retired = all.filter((tag) => tag.retired).length
  const says = all.length
    ? `${plural(all.length - retired, 'tag')} offered${retired ? `, ${retired} retired` : ''}.`
    : 'None yet. Agents make them as they tag, or add some here.'
  return [line(`*Tags*\n${says}`, { id: 'tags', label: 'Open Tags', value: '0' })]
}
