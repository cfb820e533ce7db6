import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A program of ours that takes requests, with the processor to itself as far as that goes. */
export interface Served {
  origin: string
  pid: number
  stop(): Promise<void>
}

const ends: (() => void)[] = []
process.once('exit', () => {
  for (const end of ends) end()
})

/** Whatever ends the benchmark, this is done then: killing what has ended already does nothing. */
export function atTheEnd(end: () => void): void {
  ends.push(end)
}

/** Starts a file of this folder, and waits until it says on which port it takes requests. */
export async function served(file: string, args: string[] = [], flags: string[] = []): Promise<Served> {
  const path = new URL(file, import.meta.url).pathname
  const child = spawn(process.execPath, [...flags, path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  atTheEnd(() => void child.kill())
  const port = await new Promise<string>((open, failed) => {
    void ended.then(() => failed(new Error(`${file} ended with ${child.exitCode}`)))
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, port] = /port (\d+)/.exec(line) ?? []
      if (port) open(port)
    })
  })
  return {
    origin: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
