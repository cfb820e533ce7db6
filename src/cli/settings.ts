import { readFileSync, writeFileSync } from 'node:fs'
import type { Io } from './context.ts'
import { exitOf, terminal } from './run.ts'

// npm run settings -- export|import [file.yml|-] [--rewrite-promises]
// The file is read and written here, on the asking side: the command itself may be carried out in the running app.

const [verb = '', ...rest] = process.argv.slice(2)
const file = rest.find((arg) => !arg.startsWith('--')) ?? '-'
const args = [verb, ...rest.filter((arg) => arg !== file)]
process.exit(file === '-' ? await exitOf('settings', args, terminal()) : await withFile(verb, file))

async function withFile(verb: string, file: string): Promise<number> {
  const io = terminal()
  try {
    return verb === 'export'
      ? await exported(io, file)
      : await exitOf('settings', args, { ...io, lines: linesOf(file) })
  } catch (error) {
    io.err(
      `${file} cannot be ${verb === 'export' ? 'written' : 'read'}: ${error instanceof Error ? error.message : ''}`,
    )
    return 1
  }
}

/** Written as a whole at the end, so that an export that fails leaves the file as it was. */
async function exported(io: Io, file: string): Promise<number> {
  const lines: string[] = []
  const exit = await exitOf('settings', args, { ...io, out: (line) => void lines.push(line) })
  if (exit !== 0) return exit
  writeFileSync(file, `${lines.join('\n')}\n`)
  await io.out(`The settings stand in ${file}.`)
  return 0
}

function linesOf(file: string): Io['lines'] {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/)
  return (async function* () {
    yield* lines
  })()
}
