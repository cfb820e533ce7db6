import { once } from 'node:events'
import { chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import type { CliCommand, Io } from '../../src/cli/context.ts'
import { handOver, serveCommands, socketPath } from '../../src/cli/sockets.ts'
import { sealWith } from '../../src/db/seal.ts'
import { type UnderWay, underWay } from '../../src/under-way.ts'
import { nine } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

onEveryDatabase('commands handed to the running app', (database) => {
  let folder: string
  let server: Server
  let works: UnderWay
  let begun: PromiseWithResolvers<void>
  let order: string[]
  /** Answers once its input has ended. */
  const count: CliCommand = async (_, [what], { lines, out }) => {
    begun.resolve()
    let number = 0
    for await (const _ of lines) number += 1
    order.push('counted')
    await out(`${number} ${what}`)
    return 3
  }

  beforeEach(async () => {
    begun = Promise.withResolvers()
    order = []
    folder = mkdtempSync(join(tmpdir(), 'roost-sockets-'))
    works = underWay()
    const seal = sealWith(Buffer.alloc(32, 1))
    const context = { db: database().db, workspaceId: 'T1', networks: new Map(), seal, now: () => nine }
    server = await serveCommands(folder, { count }, { ...context, channelNamed: async () => 'C1' }, works.run)
  })
  afterEach(async () => {
    await new Promise((done) => server.close(done))
    rmSync(folder, { recursive: true })
  })

  test('an end waits until one that is under way has said all it has to say', async () => {
    const { io, said, rest } = terminal()
    const handed = handOver(folder, 'count', ['lines'], io)
    await begun.promise
    const ended = works.end().then(() => order.push('end'))
    rest.resolve()
    expect(await handed).toBe(3)
    await ended
    expect(order).toEqual(['counted', 'end'])
    expect(said).toEqual(['2 lines'])
  })

  test('one that comes once an end has begun is told that Roost has ended', async () => {
    const { io, said, rest } = terminal()
    rest.resolve()
    await works.end()
    expect(await handOver(folder, 'count', ['lines'], io)).toBe(1)
    expect(said).toEqual(['The running Roost ended before the command was done. Try again.'])
  })

  test('whoever connects and asks nothing keeps no end waiting', async () => {
    const socket = connect(socketPath(folder))
    await once(socket, 'connect')
    await works.end()
    socket.write('nothing that can be read\n')
    await once(socket, 'close')
  })
})

// Only root can make something another's.
test.skipIf(process.getuid?.() !== 0)('a stranger’s socket in the folder for all hears nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'roost-sockets-'))
  const deep = join(folder, 'deep'.repeat(30))
  mkdirSync(deep)
  const path = socketPath(deep)
  let asked = 0
  const server = createServer((socket) => {
    asked += 1
    socket.end('{"exit":0}\n')
  }).listen(path)
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    rmSync(folder, { recursive: true })
  })
  const hand = () => {
    const { io, rest } = terminal()
    rest.resolve()
    return handOver(deep, 'connect', ['facebook'], io)
  }
  expect(await hand()).toBe(0)
  chownSync(path, 12345, 12345)
  expect([await hand(), asked]).toEqual([undefined, 1])
  // Whoever owns the folder runs Roost there.
  chownSync(deep, 12345, 12345)
  expect(await hand()).toBe(0)
})

/** Two lines of input, the second once `rest` says so. */
function terminal() {
  const rest = Promise.withResolvers<void>()
  const said: string[] = []
  const lines = (async function* () {
    yield 'one'
    await rest.promise
    yield 'two'
  })()
  const io: Io = { lines, out: (line) => void said.push(line), err: (line) => void said.push(line) }
  return { io, said, rest }
}
