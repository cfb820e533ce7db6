import { Refusal } from '../../tickets/refusal.ts'
import type { Words } from '../render/drawing.ts'
import type { Asked, Command } from './command.ts'
import { help } from './help.ts'
import { commands } from './index.ts'

/** Slack never repeats a command, so one that changes something is acked when that is committed. */
export function changesSomething(typed: string): boolean {
  return commandNamed(typed)?.changes ?? false
}

/** Runs what was typed after `/roost`; what is not understood is answered with what is. */
export async function runCommand(typed: string, asked: Omit<Asked, 'words'>): Promise<string | Words> {
  const [name = '', ...words] = typed.trim().split(/\s+/)
  const command = commandNamed(typed)
  if (!command) return help(commands, name && name !== 'help' ? name : undefined)
  try {
    return await command.run({ ...asked, words: words.join(' ') })
  } catch (error) {
    if (error instanceof Refusal) return error.message
    throw error
  }
}

function commandNamed(typed: string): Command | undefined {
  const [name = ''] = typed.trim().split(/\s+/)
  return commands.find((one) => one.name === name.toLowerCase())
}
