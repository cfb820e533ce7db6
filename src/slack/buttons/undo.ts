import { lastDone, type Undoable, undo } from '../../tickets/undo.ts'
import { actions, section } from '../blocks.ts'
import type { Acting, Button } from './button.ts'

const DONE: Record<Undoable, string> = {
  'ticket.closed': 'is open again, as if it had never been closed.',
  'ticket.tagged': 'has the tags and the priority it had before.',
  'ticket.released': 'is yours again.',
}

/** On the word that confirms a close, a tag or a release, for five minutes. */
export const undoButton: Button = {
  id: 'undo',
  label: 'Undo',
  applies: () => false,
  async press({ db, ticket, rest, by, now, tell }) {
    const what = await undo(db, ticket, Number(rest[0]), by, now)
    await tell(`#${ticket.id} ${DONE[what]}`, 'in place')
  },
}

/** Confirms what was done, to the one who did it alone, and lets it be taken back. */
export async function tellUndoable({ db, ticket, by, tell }: Acting, what: Undoable, words: string): Promise<void> {
  const value = `${ticket.id}/${await lastDone(db, ticket, what, by)}`
  const face = { id: undoButton.id, label: undoButton.label, value, about: `Undo this on #${ticket.id}` }
  await tell({ text: words, blocks: [section(words), actions(`undo/${ticket.id}`, [face])] })
}
