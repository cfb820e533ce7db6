import type { ModalView } from '@slack/types'
import { channels } from '../db/schema.ts'
import { and, asc, eq, isNull } from '../db/sql.ts'
import { PRIORITIES } from '../rules/priority.ts'
import { settingsOf } from '../settings/stored.ts'
import { accountByHand, openByHand } from '../tickets/open-by-hand.ts'
import { Refusal } from '../tickets/refusal.ts'
import { section } from './blocks.ts'
import type { Answer } from './buttons/button.ts'
import { channelSelect, select, textInput } from './inputs.ts'
import type { ListButton } from './list-buttons.ts'
import type { Pressing } from './pressing.ts'
import { showView, viewOf } from './views.ts'

const NEW_TICKET = 'new-ticket'

/** Somebody called, or came by: who, what, where it goes and how pressing it is. */
export const newTicketButton: ListButton = {
  id: NEW_TICKET,
  async press(deps, _value, _by, from) {
    await showView(deps, await newTicketModal(deps), from)
    return undefined
  },

  async submit(deps, values, by, { id }): Promise<Answer> {
    const { db, workspaceId, networks, now } = deps
    const [who, reach, text] = ['who', 'reach', 'what'].map((field) => values.text(field).trim())
    if (!who) return { errors: { who: 'Write who it was.' } }
    if (!text) return { errors: { what: 'Write what they said.' } }
    const chosen = values.choice('channel') ?? values.channel('channel')
    if (!chosen) return { errors: { channel: 'Choose a channel.' } }
    const channel = (await channelsOf(deps)).find((one) => one.id === chosen)
    if (!channel) return { errors: { channel: 'No tickets come into this channel. Choose one they come into.' } }
    const network = [...networks.values()].find(({ byHand }) => byHand)
    if (!network) throw new Refusal('Tickets cannot be opened by hand here.')
    const priority = PRIORITIES.find((name) => name === values.choice('priority')) ?? 'normal'
    const its = { network: network.name, credentials: deps.noCredentials }
    const account = await accountByHand(db, workspaceId, its, now())
    const told = { who, reach: reach ?? '', text, channelId: channel.id, priority, submission: id }
    const ticket = await openByHand(db, account, told, by, now())
    const said = `#${ticket.id} is open. Its card comes to <#${channel.id}> in a moment.`
    return { update: viewOf({ id: 'said', title: 'New ticket', blocks: [section(said)] }, { ticket: 0, at: 0 }) }
  },
}

export async function newTicketModal(deps: Pressing): Promise<ModalView> {
  const { channel } = await settingsOf(deps.db, deps.workspaceId)
  const all = await channelsOf(deps)
  const names = PRIORITIES.map((name): [string, string] => [name, name.charAt(0).toUpperCase() + name.slice(1)])
  const blocks = [
    textInput({ id: 'who', label: 'Who was it?', most: 100, focus: true }),
    textInput({
      ...{ id: 'reach', label: 'How to reach them', most: 100, optional: true },
      hint: 'A number or an address. Roost writes to nobody there; by it the same customer is known again.',
    }),
    textInput({ id: 'what', label: 'What did they say?', multiline: true, most: 2800 }),
    all.length > MENU_HOLDS
      ? channelSelect({ id: 'channel', label: 'Channel', initial: channel })
      : select({
          ...{ id: 'channel', label: 'Channel', initial: channel ?? all[0]?.id },
          choices: all.map(({ id, name }): [string, string] => [id, `#${name}`]),
        }),
    select({ id: 'priority', label: 'Priority', choices: names, initial: 'normal' }),
  ]
  return viewOf({ id: NEW_TICKET, title: 'New ticket', submit: 'Open Ticket', blocks }, { ticket: 0, at: 0 })
}

/** With more channels than that, Slack's own menu of all of them is offered, which one can type into. */
const MENU_HOLDS = 100

/** Where tickets come to. */
function channelsOf({ db, workspaceId }: Pressing) {
  return db
    .select({ id: channels.id, name: channels.name })
    .from(channels)
    .where(and(eq(channels.workspaceId, workspaceId), isNull(channels.lostAt)))
    .orderBy(asc(channels.name))
}
