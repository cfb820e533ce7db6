import { beBack } from '../../tickets/away.ts'
import type { Command } from './command.ts'
import { yours } from './mine.ts'

export const backCommand: Command = {
  name: 'back',
  help: 'Ends `/roost away`, and shows what you have.',
  changes: true,
  async run(asked) {
    await beBack(asked.db, asked.by)
    return yours(asked, 'Welcome back. ')
  },
}
