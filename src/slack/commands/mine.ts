import type { Command } from './command.ts'
import { type Listing, list } from './queue.ts'

export const mineCommand: Command = {
  name: 'mine',
  help: 'Your open tickets, what is due first, first; hand them over from there.',
  run: (asked) => yours(asked),
}

/** Also for `/roost back` and for whoever is handed tickets. */
export function yours(asked: Listing, welcome = '') {
  return list(asked, asked.by, {
    none: `${welcome}You have no open tickets.`,
    title: (n) => `${welcome}${n} of yours ${n === '1' ? 'is' : 'are'} open`,
    faces: [{ id: 'hand-over', label: 'Hand Over…', value: '' }],
  })
}
