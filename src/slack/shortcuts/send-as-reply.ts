import type { Db } from '../../db/connect.ts'
import { agents, posts } from '../../db/schema.ts'
import { and, eq, inArray } from '../../db/sql.ts'
import { Refusal } from '../../tickets/refusal.ts'
import { ticketOf } from '../../tickets/ticket.ts'
import { openReply } from '../buttons/reply.ts'
import { actingFor } from '../press.ts'
import type { Pressing } from '../pressing.ts'
import { teller } from '../tell.ts'
import { showView, viewOf } from '../views.ts'
import type { Shortcut } from './shortcut.ts'

/** What the team agreed on in the thread under a card, as the beginning of a reply. It is sent by Send Reply alone. */
export const sendAsReplyShortcut: Shortcut = {
  id: 'send-as-reply',
  on: 'message',
  label: 'Send as Reply',
  async press(deps, by, from, message) {
    const ticketId = message?.thread && (await ticketUnder(deps, message.channel, message.thread))
    if (!message || !ticketId)
      throw new Refusal('This works on what somebody wrote in the thread under a card: it opens Reply with it.')
    if (message.byRoost) throw new Refusal('Roost wrote this for the team. Choose something a colleague wrote.')
    const ticket = await ticketOf(deps.db, deps.workspaceId, ticketId)
    const origin = { ticket: ticket.id, at: Date.now(), channel: message.channel }
    const acting = { ...actingFor(deps), ticket, by, now: deps.now(), tell: teller(deps, from) }
    const open = async (modal: Parameters<typeof viewOf>[0]) =>
      void (await showView(deps, viewOf(modal, { ...modal.carry, ...origin }), { trigger: from.trigger }))
    await openReply({ ...acting, open }, await plainText(deps.db, deps.workspaceId, message.text))
  },
}

async function ticketUnder({ db, workspaceId }: Pressing, channel: string, thread: string) {
  const [card] = await db
    .select({ ticketId: posts.ticketId })
    .from(posts)
    .where(
      and(
        ...[eq(posts.workspaceId, workspaceId), eq(posts.channelId, channel)],
        ...[eq(posts.ts, thread), eq(posts.kind, 'card')],
      ),
    )
  return card?.ticketId
}

/** Slack's references as a customer would read them: names, and addresses as they are. */
async function plainText(db: Db, workspaceId: string, text: string): Promise<string> {
  const ids = [...text.matchAll(/<@([A-Z0-9]+)[^>]*>/g)].map(([, id = '']) => id)
  const called = ids.length
    ? await db
        .select({ id: agents.slackId, name: agents.name })
        .from(agents)
        .where(and(eq(agents.workspaceId, workspaceId), inArray(agents.slackId, ids)))
    : []
  const names = new Map(called.map(({ id, name }) => [id, name]))
  return text
    .replace(/<@([A-Z0-9]+)(?:\|([^>]*))?>/g, (_, id: string, label = '') => names.get(id) ?? label)
    .replace(/<#[A-Z0-9]+(?:\|([^>]*))?>/g, (_, label = '') => (label ? `#${label}` : ''))
    .replace(/<![^>]*>/g, '')
    .replace(/<([^>|]+)\|([^>]*)>/g, (_, url: string, label: string) =>
      url.includes(label) ? url : `${label} (${url})`,
    )
    .replace(/<([^>]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim()
}
