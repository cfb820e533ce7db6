import type { Command } from './command.ts'
import { list } from './queue.ts'

export const mineCommand: Command = {
  name: 'mine',
  help: 'Your open tickets, what is due first, first.',
  run: (asked) =>
    list(asked, asked.by, 'You have no open tickets.', (n) => `${n} of yours ${n === '1' ? 'is' : 'are'} open`),
}
