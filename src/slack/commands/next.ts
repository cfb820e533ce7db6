import { claimNext } from '../../tickets/queue.ts'
import { link } from '../text.ts'
import type { Command } from './command.ts'

export const nextCommand: Command = {
  name: 'next',
  help: 'Gives you the ticket that needs someone most.',
  changes: true,
  async run({ db, workspaceId, by, cardLink, now }) {
    const ticket = await claimNext(db, workspaceId, undefined, by, now)
    return `You have ${link(await cardLink(ticket.id), `#${ticket.id}`)} now.`
  },
}
