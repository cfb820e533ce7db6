import { listing, mineList } from '../lists/listing.ts'
import type { Command } from './command.ts'

export const mineCommand: Command = {
  name: 'mine',
  help: 'Your open tickets, what is due first, first; hand them over from there.',
  run: (asked) => listing(asked, mineList(asked.by)),
}
