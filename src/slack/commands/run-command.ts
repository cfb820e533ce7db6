import { Refusal } from '../../tickets/refusal.ts'
import type { Words } from '../render/drawing.ts'
import type { Asked } from './command.ts'
import { help } from './help.ts'
import { commands } from './index.ts'

/** Runs what was typed after `/roost`; what is not understood is answered with what is. */
export async function runCommand(typed: string, asked: Omit<Asked, 'words'>): Promise<string | Words> {
  const [name = '', ...words] = typed.trim().split(/\s+/)
  const command = commands.find((one) => one.name === name.toLowerCase())
  if (!command) return help(commands, name && name !== 'help' ? name : undefined)
  try {
    return await command.run({ ...asked, words: words.join(' ') })
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}
