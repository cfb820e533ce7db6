import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { atRest } from './at-rest.ts'
import { atWork } from './at-work.ts'
import { connected } from './connected.ts'
import { breaches } from './history.ts'
import { program } from './program.ts'
import { scene } from './scene.ts'

const disk = mkdtempSync(join(tmpdir(), 'roost-disk-'))
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=100m', 'tmpfs', disk]).status === 0
if (!mounted) console.warn('\nSKIPPED: no disk can be mounted here, so nothing is tested on a full one.\n')

describe.skipIf(!mounted)('a small disk', () => {
  afterAll(() => {
    spawnSync('umount', [disk])
    rmSync(disk, { recursive: true, force: true })
  })

  test('fills up: what cannot be kept is refused and told, and comes once there is room; a start says why it cannot', async () => {
    const { around, its } = await scene('embedded')
    its.env.DATA_DIR = join(disk, 'data')
    mkdirSync(its.env.DATA_DIR)
    const running = await atWork(around, its)
    await around.write({ text: 'Is there room?', customer: 'kenji' })
    await around.press('Claim', 'Is there room?')
    await around.until((all) => all.messages.find((one) => JSON.stringify(one.blocks).includes('took this')))

    const filled = fill()
    // What the database has at hand takes some; random words cannot be pressed together to fit into it.
    for (let letters = 0; letters < 200 && !told(running.printed); letters += 1)
      await around.write({ text: randomBytes(4000).toString('hex'), customer: 'tomas' })
    await expect.poll(() => told(running.printed), { timeout: 60_000 }).toBe(true)
    rmSync(filled)
    const unheard = async () => (await around.sees()).letters.filter((one) => one.from === 'customer' && !one.delivered)
    await expect.poll(unheard, { timeout: 90_000, interval: 500 }).toEqual([])
    await running.kill('SIGTERM')

    const again = fill()
    await expect(program(its.env)).rejects.toThrow(`DATA_DIR: the disk of ${its.env.DATA_DIR} is full. Make room`)
    rmSync(again)
    spawnSync('mount', ['-o', 'remount,ro', disk])
    await expect(program(its.env)).rejects.toThrow('cannot be written to')
    spawnSync('mount', ['-o', 'remount,rw', disk])

    const known = await atRest(around, its)
    expect(await breaches(around, known)).toEqual([])
  }, 300_000)
})

const NOBODY = 65_534

// Whoever may do everything may write everywhere.
describe.skipIf(process.getuid?.() !== 0)('a folder', () => {
  test('can no longer be written to while Roost runs: what comes is refused and told, and started again it has lost nothing', async () => {
    const { around, its } = await scene('embedded')
    const folder = its.env.DATA_DIR ?? ''
    await connected(its, around)
    spawnSync('chown', ['-R', String(NOBODY), folder])
    const running = await program(its.env, onTestFinished, NOBODY)
    around.replicas.push(running.port)
    around.sandbox.ready()
    await around.write({ text: 'Can it be kept?', customer: 'kenji' })
    await around.until((all) => all.messages.find((one) => JSON.stringify(one.blocks).includes('Can it be kept?')))

    spawnSync('chmod', ['-R', 'a-w', folder])
    const says = 'The database cannot write to its disk, and has to be started again once it can; networks are asked'
    for (let letters = 0; letters < 50 && !told(running.printed, says); letters += 1)
      await around.write({ text: randomBytes(4000).toString('hex'), customer: 'tomas' })
    await expect.poll(() => told(running.printed, says), { timeout: 30_000 }).toBe(true)
    spawnSync('chmod', ['-R', 'u+w', folder])
    await running.kill('SIGTERM')

    const unheard = async () => (await around.sees()).letters.filter((one) => one.from === 'customer' && !one.delivered)
    const known = await atRest(around, its, async () => (await unheard()).map(({ id }) => `letter ${id}`))
    expect(await breaches(around, known)).toEqual([])
  }, 300_000)
})

function told(printed: string[], says = 'The disk of the database is full; networks are asked to come again'): boolean {
  return printed.some((line) => line.includes(says))
}

/** Until there is no room for a byte. */
function fill(): string {
  const file = join(disk, 'filled')
  for (;;)
    try {
      writeFileSync(file, Buffer.alloc(64 * 1024), { flag: 'a' })
    } catch {
      return file
    }
}
