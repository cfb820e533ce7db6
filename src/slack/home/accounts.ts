import { ago } from '../../sla/ago.ts'
import { accountHealth, type Health } from '../../stats/account-health.ts'
import { context, section } from '../blocks.ts'
import { called } from '../called.ts'
import { cut, inert, moment } from '../text.ts'
import type { Looking, Part } from './part.ts'

/** How each account is, what is wrong first, and what to do about it. */
export const accountsOnHome: Part = async (looking) => {
  const all = await accountHealth(looking.db, looking.workspaceId, looking.now)
  if (all.length === 0)
    return [
      section('*Accounts*\nNone is connected. Connect one where Roost runs: `npm run connect -- &lt;network&gt;`.'),
    ]
  const shown = all.slice(0, looking.most).map((one) => line(one, looking))
  const more =
    all.length > shown.length ? [context(`And ${all.length - shown.length} more: \`npm run accounts\`.`)] : []
  return [section('*Accounts*'), ...shown.map((text) => section(text)), ...more]
}

function line({ account, waiting, oldest }: Health, { networks, now }: Looking): string {
  const network = networks.get(account.network)
  const names = network ? called(network, account) : { label: account.network, account: account.name }
  const last = account.lastMessageAt ? `last message ${ago(account.lastMessageAt, now)}` : 'no message yet'
  const who = `*${inert(names.account)}* · ${inert(names.label)}`
  if (account.pausedAt)
    return [
      `${who} · :warning: *stopped* since ${moment(account.pausedAt, now)} · ${last}`,
      `${inert(cut(account.pausedBecause ?? 'The network refuses it.', 500))} Nothing comes in until it is connected again: \`npm run connect -- ${account.network}\`.`,
    ].join('\n')
  const unread = oldest ? [`${waiting} not read yet, the oldest came ${ago(oldest, now)}`] : []
  if (account.troubleSince)
    return [
      [who, `:warning: *not read in full* since ${moment(account.troubleSince, now)}, tried again`, last, ...unread],
      [inert(cut(account.trouble ?? '', 500))],
    ]
      .map((parts) => parts.join(' · '))
      .join('\n')
  return [who, 'works', last, ...unread].join(' · ')
}
