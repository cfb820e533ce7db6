import { createHash } from 'node:crypto'
import { chmodSync, lstatSync, rmSync, statSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import type { UnderWay } from '../under-way.ts'
import { type CliCommand, type Context, type Io, Unusable } from './context.ts'

// The embedded database has one owner: a command hands itself to the running app, and is carried out there.

/** A socket's path is at most 107 bytes long. */
export function socketPath(dataDir: string): string {
  const near = resolve(dataDir, 'roost.sock')
  if (Buffer.byteLength(near) <= 107) return near
  const name = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 16)
  return join(tmpdir(), `roost-${name}.sock`)
}

const asked = z.object({ command: z.string(), args: z.array(z.string()) })
const said = z.object({ out: z.string().optional(), err: z.string().optional(), exit: z.number().optional() })

/** Carries out commands that other processes hand over, by `run`, which an end waits for; only the folder's owner can reach it. */
export async function serveCommands(
  dataDir: string,
  commands: Record<string, CliCommand>,
  context: Context,
  run: UnderWay['run'],
): Promise<Server> {
  const path = socketPath(dataDir)
  rmSync(path, { force: true })
  // Half open: the asker may have said all it has to say, and still wait for the answer.
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const lines = createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]()
    const say = (words: z.infer<typeof said>) =>
      new Promise<void>((done) => {
        if (socket.write(`${JSON.stringify(words)}\n`)) done()
        else socket.once('drain', done)
      })
    const io: Io = {
      lines: { [Symbol.asyncIterator]: () => lines },
      out: (line) => say({ out: line }),
      err: (line) => void say({ err: line }),
    }
    socket.on('error', () => {})
    const answer = async (line: string) => {
      const { command, args } = asked.parse(JSON.parse(line))
      await say({ exit: await carryOut(commands[command], context, args, io) })
      await new Promise<void>((done) => socket.end(done))
      return true
    }
    lines
      .next()
      .then(({ value }) => run(() => answer(value ?? '')))
      // What comes once an end has begun is not done: whoever asked is told so by the silence.
      .then(
        (answered) => answered || socket.destroy(),
        () => socket.destroy(),
      )
  })
  await new Promise<void>((listening, failed) => {
    server.once('error', failed)
    server.listen(path, listening)
  })
  chmodSync(path, 0o600)
  return server
}

/** Hands a command to the running app; undefined: nobody answers there. */
export function handOver(dataDir: string, command: string, args: string[], io: Io): Promise<number | undefined> {
  return new Promise((done) => {
    const path = socketPath(dataDir)
    if (!isTrusted(path, dataDir)) return done(undefined)
    const socket = connect(path)
    socket.once('error', () => done(undefined))
    socket.once('connect', async () => {
      socket.write(`${JSON.stringify({ command, args })}\n`)
      const input = (async () => {
        for await (const line of io.lines)
          if (!socket.write(`${line}\n`)) await new Promise((go) => socket.once('drain', go))
        socket.end()
      })()
      input.catch(() => {})
      for await (const line of createInterface({ input: socket })) {
        const { out, err, exit } = said.parse(JSON.parse(line))
        if (out !== undefined) await io.out(out)
        if (err !== undefined) io.err(err)
        if (exit !== undefined) return done(exit)
      }
      io.err('The running Roost ended before the command was done. Try again.')
      done(1)
    })
  })
}

/** In the folder for all anybody may have put one there to hear what is said: it must be ours, or of whoever owns the data. */
function isTrusted(path: string, dataDir: string): boolean {
  if (dirname(path) === resolve(dataDir)) return true
  const its = lstatSync(path, { throwIfNoEntry: false })?.uid
  return its === process.getuid?.() || its === statSync(dataDir, { throwIfNoEntry: false })?.uid
}

export async function carryOut(
  command: CliCommand | undefined,
  context: Context,
  args: string[],
  io: Io,
): Promise<number> {
  try {
    if (!command) throw new Unusable('The running Roost does not know this command. Is it an older one?')
    return await command(context, args, io)
  } catch (error) {
    io.err(error instanceof Unusable ? error.message : `It failed: ${error instanceof Error ? error.message : error}`)
    return 1
  }
}
