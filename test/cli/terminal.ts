import type { Context, Io } from '../../src/cli/command.ts'

/** Runs a command as a terminal would: what it printed, where, and its exit code. */
export async function run(
  command: (context: Context, args: string[], io: Io) => Promise<number>,
  context: Omit<Context, 'env'> & { env?: Context['env'] },
  args: string[],
  input: string[] = [],
) {
  const out: string[] = []
  const err: string[] = []
  const io = {
    in: lines(input),
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
  }
  const code = await command({ env: { timeZone: 'UTC' }, ...context }, args, io)
  return { code, out, err }
}

async function* lines(input: string[]) {
  yield* input
}
