import { DatabaseError } from './db/database-error.ts'
import { EnvironmentError, readEnv } from './env.ts'
import { start } from './index.ts'
import { described } from './log.ts'
import { SlackError } from './slack/workspace.ts'

const SENTENCES = [EnvironmentError, DatabaseError, SlackError]

/** Runs until the process is told to end. A start that fails says so in one sentence where it can. */
export async function run(): Promise<void> {
  try {
    const roost = await start(readEnv(), (line) => console.log(line))
    for (const signal of ['SIGTERM', 'SIGINT'] as const)
      process.once(signal, () => {
        setTimeout(() => process.exit(1), 10_000).unref()
        roost.stop().then(
          () => process.exit(0),
          (error) => {
            console.error(described(error))
            process.exit(1)
          },
        )
      })
  } catch (error) {
    const said = SENTENCES.some((kind) => error instanceof kind)
    console.error(said && error instanceof Error ? error.message : described(error))
    process.exit(1)
  }
}
