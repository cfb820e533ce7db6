import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { networks } from '../../src/networks/index.ts'
import { words } from '../desk.ts'
import type { Fake, Given } from '../fakes/fake.ts'
import { type Outside, outside } from '../faults/outside.ts'
import { type Ground, ground, type Program, program } from '../faults/program.ts'

/** Each network has a stand-in for its HTTP side in `test/fakes/`, under its own name. */
const names = networks.map(({ name }) => name)

describe('the whole way, on every network', () => {
  let around: Outside
  let its: Ground
  let roost: Program
  const fakes = new Map<string, Fake>()

  beforeAll(async () => {
    around = await outside(1000)
    its = await ground(around, 'embedded')
    roost = await program(its.env, () => {})
    around.replicas.push(roost.port)
    for (const name of names) {
      const { start }: { start(given: Given): Promise<Fake> } = await import(`../fakes/${name}.ts`)
      fakes.set(name, await start({ appSecret: around.sandbox.meta.appSecret }))
      await connects(name)
    }
  })

  afterAll(async () => {
    await roost?.kill('SIGTERM')
    await Promise.all([...fakes.values()].map((fake) => fake.stop()))
    await its?.remove()
    await around?.close()
  })

  const connects = (name: string) =>
    promisify(execFile)(process.execPath, ['src/cli/connect.ts', name, ...fakeOf(name).fields], { env: its.env })

  function fakeOf(name: string): Fake {
    const fake = fakes.get(name)
    if (!fake) throw new Error(`No fake of ${name}`)
    return fake
  }

  let count = 0
  /** Mira asks something nobody has asked before, and it stands on a card. */
  async function asks(name: string): Promise<string> {
    const text = `Question ${++count} for ${name}`
    await fakeOf(name).writes(text, `http://127.0.0.1:${roost.port}`)
    await card(text)
    return text
  }

  const card = (text: string, says = text) =>
    around.until(({ messages }) => messages.find((one) => words(one).includes(text) && words(one).includes(says)))

  async function answers(question: string): Promise<string> {
    const text = `Answer to ${question}`
    await around.press('Reply', question)
    await around.submit({ Reply: text })
    return text
  }

  /** Whatever a network adds of its own, such as the name of whom it is for. */
  const heard = (name: string, text: string) => fakeOf(name).said.filter((one) => one.text.endsWith(text)).length

  test.each(names)('%s: a message comes in, a card stands, and the reply is there once', async (name) => {
    const question = await asks(name)
    const answer = await answers(question)
    await card(answer, '· Sent')
    expect(heard(name, answer)).toBe(1)
  })

  test.for(names)(
    '%s: what was said aloud stands in the card’s thread, and no longer once it was taken back',
    async (name, { skip }) => {
      const { speaks, takesBack } = fakeOf(name)
      if (!speaks) return skip('Its voice messages have an address of their own, or there are none.')
      const label = networks.find((network) => network.name === name)?.label ?? ''
      const spoken = (how: RegExp) =>
        around.until(({ messages }) =>
          messages.find((one) => !one.threadTs && words(one).includes(label) && how.test(words(one))),
        )
      const before = (await files()).length
      await speaks(Buffer.from(`OggS said on ${name}`), `http://127.0.0.1:${roost.port}`)
      const { ts } = await spoken(/A voice message or sound, in the thread/)
      const entry = (await around.sees()).messages.find(({ threadTs, files }) => threadTs === ts && files?.length)
      const [file] = (await files()).slice(before)
      expect(file).toMatchObject({ id: entry?.files[0], name: expect.stringMatching(/^voice-\d+\.ogg$/) })
      if (!takesBack) return
      await takesBack()
      await expect.poll(async () => (await files()).length, { timeout: 20_000 }).toBe(before)
      expect(words(await spoken(/deleted/i))).not.toContain('voice message')
    },
  )

  const files = async () => (await around.sees()).files

  test.each(names)('%s: the answer is lost, and the reply is there once all the same', async (name) => {
    const question = await asks(name)
    fakeOf(name).becomes('loses answers')
    const answer = await answers(question)
    await expect.poll(() => heard(name, answer), { timeout: 20_000 }).toBe(1)
    fakeOf(name).becomes('well')
    const settled = await around.until(({ messages }) =>
      messages.find((one) => words(one).includes(answer) && /· Sent|It may not have arrived/.test(words(one))),
    )
    const known = networks.find((network) => network.name === name)
    // Only where the network can neither be asked nor knows our key does a person decide.
    if (known?.find || known?.idempotent) expect(words(settled)).toContain('· Sent')
    expect(heard(name, answer)).toBe(1)
  })

  test.each(names)('%s: the network says no, and the card says why; nothing was said', async (name) => {
    const question = await asks(name)
    fakeOf(name).becomes('closes windows')
    const answer = await answers(question)
    await card(answer, '*Not sent*: ')
    fakeOf(name).becomes('well')
    expect(heard(name, answer)).toBe(0)
  })

  test('all at once: each asks us to slow down, and what it says of that is kept to; then each reply is there once', async () => {
    const questions = new Map<string, string>()
    for (const name of names) questions.set(name, await asks(name))
    for (const name of names) fakeOf(name).becomes('limits')
    const waiting = new Map<string, string>()
    for (const [name, question] of questions) waiting.set(name, await answers(question))
    for (const answer of waiting.values()) await card(answer, 'asks us to slow down')
    for (const name of names) fakeOf(name).becomes('well')
    // Meta says nothing of how long, so a minute is waited there.
    for (const answer of waiting.values())
      await expect.poll(() => card(answer, '· Sent'), { timeout: 120_000 }).toBeTruthy()
    expect([...waiting].map(([name, answer]) => [name, heard(name, answer)])).toEqual(names.map((name) => [name, 1]))
  }, 300_000)

  test.each(names)(
    '%s: the token is dead, so it is said loudly once; connected again, all is caught up',
    async (name) => {
      const question = await asks(name)
      const before = await alerts()
      fakeOf(name).becomes('refuses us')
      const answer = await answers(question)
      const meanwhile = `Meanwhile on ${name}`
      await expect.poll(alerts, { timeout: 30_000 }).toBe(before + 1)
      await fakeOf(name).writes(meanwhile, `http://127.0.0.1:${roost.port}`)
      expect(heard(name, answer)).toBe(0)
      fakeOf(name).becomes('well')
      await connects(name)
      await card(answer, '· Sent')
      await card(meanwhile)
      expect(heard(name, answer)).toBe(1)
      expect(await alerts()).toBe(before + 1)
    },
  )

  const alerts = async () => (await around.sees()).messages.filter(({ text }) => / is paused: /.test(text)).length
}, 600_000)
