import type { Command } from './command.ts'

/** Printed from the list of commands, so that help and code cannot drift. */
export function help(commands: Command[], unknown?: string): string {
  const lines = commands.map(({ name, usage, help }) => `\`/roost ${name}${usage ? ` ${usage}` : ''}\`  ${help}`)
  const first = unknown ? [`There is no \`/roost ${unknown.replace(/[`<>&]/g, '')}\`. This is what there is:`] : []
  return [...first, ...lines, '`/roost help`  These lines.'].join('\n')
}
