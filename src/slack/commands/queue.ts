import { listing, unclaimedList } from '../lists/listing.ts'
import type { Command } from './command.ts'

export const queueCommand: Command = {
  name: 'queue',
  help: 'Tickets that nobody has, the most pressing first; close, tag or assign several from there.',
  run: (asked) => listing(asked, unclaimedList),
}
