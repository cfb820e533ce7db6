import type { KnownBlock } from '@slack/types'
import { type Stored, settingsOf } from '../../settings/stored.ts'
import { actions, context, line, section } from '../blocks.ts'
import type { Part } from '../home/part.ts'
import { EDIT } from './edit.ts'
import { settings } from './index.ts'
import type { Setting } from './setting.ts'

/** What the team has set, for leads: each with its button. */
export const settingsOnHome: Part = async ({ db, workspaceId, most }) => {
  const stored = await settingsOf(db, workspaceId)
  return settings.flatMap((setting, place) => [
    ...(place > 0 ? [{ type: 'divider' as const }] : []),
    ...blocksOf(setting, stored, most),
  ])
}

function blocksOf(setting: Setting, stored: Stored, most: number): KnownBlock[] {
  const rows = setting.rows(stored)
  const more = rows.length - most
  return [
    section(`*${setting.title}*${rows.length || !setting.none ? '' : `\n${setting.none}`}`),
    ...rows
      .slice(0, most)
      .map(({ which, says }) =>
        line(says, { id: EDIT, label: 'Edit', value: `${setting.id}/${which}`, about: `Edit ${setting.title}` }),
      ),
    ...(more > 0 ? [context(`And ${more} more: \`npm run settings -- export\` writes them all to a file.`)] : []),
    ...(setting.add
      ? [
          actions(`add/${setting.id}`, [
            { id: EDIT, label: setting.add, value: `${setting.id}/` },
            ...(setting.also && rows.length ? [{ ...setting.also, value: setting.id }] : []),
          ]),
        ]
      : []),
  ]
}
