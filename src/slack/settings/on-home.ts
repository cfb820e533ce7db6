import type { KnownBlock } from '@slack/types'
import type { Stored } from '../../settings/stored.ts'
import { actions, button, context, section } from '../blocks.ts'
import { EDIT } from './edit.ts'
import { settings } from './index.ts'
import type { Setting } from './setting.ts'

/** Home holds 100 blocks; what is more than this is edited in a file. */
const MOST = 10

/** What the team has set, for leads: each with its button. */
export function settingsOnHome(stored: Stored): KnownBlock[] {
  return settings.flatMap((setting) => [{ type: 'divider' as const }, ...blocksOf(setting, stored)])
}

function blocksOf(setting: Setting, stored: Stored): KnownBlock[] {
  const rows = setting.rows(stored)
  const more = rows.length - MOST
  return [
    section(`*${setting.title}*${rows.length || !setting.none ? '' : `\n${setting.none}`}`),
    ...rows.slice(0, MOST).map(({ which, says }): KnownBlock => {
      const face = { id: EDIT, label: 'Edit', value: `${setting.id}/${which}`, about: `Edit ${setting.title}` }
      return {
        type: 'section',
        text: { type: 'mrkdwn', text: says.slice(0, 3000), verbatim: true },
        accessory: button(face),
      }
    }),
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
