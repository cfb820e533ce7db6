import { nearest } from '../../stats/nearest.ts'
import type { Command } from './command.ts'

/** Printed from the list of commands, so that help and code cannot drift. */
export function help(commands: Command[], unknown?: string): string {
  const lines = commands.map(({ name, usage, help }) => `\`/roost ${name}${usage ? ` ${usage}` : ''}\`  ${help}`)
  const names = commands.map(({ name }) => name)
  const meant = unknown && nearest(unknown, names)
  const none = `There is no \`/roost ${unknown?.replace(/[`<>&]/g, '')}\`.`
  const first = unknown ? [meant ? `${none} Did you mean \`/roost ${meant}\`?` : `${none} This is what there is:`] : []
  return [...first, ...lines, '`/roost help`  These lines.'].join('\n')
}
