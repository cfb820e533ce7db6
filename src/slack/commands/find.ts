import { foundWords } from '../find/found-words.ts'
import { lookUp, MOST } from '../find/look-up.ts'
import type { Command } from './command.ts'

export const findCommand: Command = {
  name: 'find',
  usage: '<words | number | handle>',
  help: 'Tickets by what was said, who said it, or their number, newest first.',
  async run(asked) {
    // Slack writes a name it knows as a reference: of that the name is looked for.
    const words = asked.words.replace(/<[@#][A-Z0-9]+\|?([^>]*)>/g, '$1').trim()
    if (!words) return 'What are you looking for? Such as `/roost find refund Mira`, or `/roost find 1042`.'
    if (words.length > MOST) return `That is too much to look for: write at most ${MOST} characters.`
    return foundWords(await lookUp(asked, words), asked.networks, asked.now)
  },
}
