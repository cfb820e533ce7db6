import { beBack } from '../../tickets/away.ts'
import { listing, mineList } from '../lists/listing.ts'
import type { Command } from './command.ts'

export const backCommand: Command = {
  name: 'back',
  help: 'Ends `/roost away`, and shows what you have.',
  changes: true,
  async run(asked) {
    await beBack(asked.db, asked.by)
    return listing(asked, mineList(asked.by), 'Welcome back.')
  },
}
