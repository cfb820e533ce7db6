import { awayCommand } from './away.ts'
import { backCommand } from './back.ts'
import type { Command } from './command.ts'
import { digestCommand } from './digest.ts'
import { findCommand } from './find.ts'
import { mineCommand } from './mine.ts'
import { nextCommand } from './next.ts'
import { queueCommand } from './queue.ts'
import { statsCommand } from './stats.ts'

/** Every command, in the order in which `/roost help` names them. */
export const commands: Command[] = [
  ...[nextCommand, mineCommand, queueCommand, findCommand, awayCommand, backCommand],
  ...[statsCommand, digestCommand],
]
