import type { Db } from '../../db/connect.ts'
import { assignAll } from '../../tickets/assign-all.ts'
import { onEach } from '../../tickets/on-each.ts'
import { Refusal } from '../../tickets/refusal.ts'
import { refusalFor } from '../../tickets/refusal-for.ts'
import { type Ticket, ticketOf } from '../../tickets/ticket.ts'
import { section } from '../blocks.ts'
import { userSelect } from '../inputs.ts'
import { receiverOf } from '../several/receiver.ts'
import { inert } from '../text.ts'
import type { Button, Modal, Submission } from './button.ts'

/** Whoever gets it is called: else only the card would say so. Asks first where a colleague was quicker. */
export const assignButton: Button = {
  id: 'assign',
  label: 'Assign…',
  applies: ({ ticket }) => !ticket.closedAt,
  press: ({ ticket, by, open }) => open(assignModal(ticket, by.slackId ?? undefined)),
  async submit(submission) {
    const { db, ticket, by, now, values, who, viewId } = submission
    const to = await receiverOf(who, values.user('agent'), by, now)
    if ('errors' in to) return to
    const each: Parameters<typeof assignAll>[1]['each'] = (tx, verb) =>
      onEach([ticket], async (one) => {
        await whileAsSeen(tx, submission)
        await verb(tx, one)
      })
    const { refused } = await assignAll(db, { tickets: [ticket], to, submission: viewId, each }, by, now)
    const [no] = refused
    if (!no) return undefined
    const current = await ticketOf(db, ticket.workspaceId, ticket.id)
    if (current.closedAt) throw new Refusal(no.why)
    const question = `:warning: ${inert(no.why)} Assign anyway?`
    return { update: submission.again(assignModal(current, to.slackId ?? undefined, question)) }
  },
}

function assignModal({ id, claimedBy }: Ticket, to: string | undefined, question?: string): Modal {
  return {
    id: 'assign',
    title: `Assign #${id}`,
    submit: 'Assign',
    carry: { owner: claimedBy },
    blocks: [...(question ? [section(question)] : []), userSelect({ id: 'agent', label: 'To', initial: to })],
  }
}

/** Throws a `Refusal` if somebody else has it than when the window was drawn. */
async function whileAsSeen(tx: Db, { ticket, carried, by, now }: Submission): Promise<void> {
  const current = await ticketOf(tx, ticket.workspaceId, ticket.id)
  if (current.claimedBy && current.claimedBy !== carried.owner) throw await refusalFor(tx, current, by, now)
}
