import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/**
 * The whole of Roost as somebody has it on a desk: the real program as a process of its own, in its sandbox, pressed as
 * a person presses it, through what the page itself uses.
 */
export interface Desk extends Hands {
  origin: string
  dataDir: string
  /** Everything printed so far. */
  printed: string[]
  /** `kill -9`, or a polite end. Gives what `start` needs to go on with the same data. */
  kill(signal?: NodeJS.Signals): Promise<void>
  close(): Promise<void>
}

/** What people do in a stand-in workspace, and in the world outside it. */
export interface Hands {
  /** What a person sees: channels, threads, ephemerals, modals, and the outside world. */
  sees(as?: Person): Promise<Seen>
  /** Waits until `look` finds something in what a person sees. */
  until<T>(look: (seen: Seen) => T | undefined | false, as?: Person): Promise<T>
  /** Presses a button, by its label, on the newest message or modal that names what `on` says. */
  press(label: string, on: string, as?: Person): Promise<void>
  /** Fills the open modal by its inputs' labels, and submits it. */
  submit(fields: Record<string, string>, as?: Person): Promise<void>
  /** Types into a field of the open modal that tells of each keystroke. */
  types(label: string, text: string, as?: Person): Promise<void>
  /** Gives Slack a file to attach; answers its id, for `submit`. */
  attach(name: string, bytes: Buffer, as?: Person): Promise<string>
  /** Types a slash command. */
  type(command: string, as?: Person): Promise<void>
  /** Writes as a customer. Gives the letter's id. */
  write(letter: Partial<Written> & { text: string }): Promise<void>
  does(deed: string, given?: object, as?: Person): Promise<unknown>
}

/** `agent1` and so on: more than the desk has, where a test took them on. */
export type Person = 'grace' | 'alan' | 'ana' | 'noor' | `agent${number}`

interface Written {
  account: string
  place: 'public' | 'private' | 'review'
  customer: string
  text: string
  post: string
  picture: string
}

// biome-ignore lint/suspicious/noExplicitAny: blocks come in many shapes, and are read by their words
type Row = Record<string, any>
export type Seen = Record<
  'messages' | 'ephemerals' | 'modals' | 'homes' | 'notices' | 'letters' | 'posts' | 'channels' | 'files',
  Row[]
>

export interface Wish {
  dataDir?: string
  env?: Record<string, string>
  port?: number
}

const WAIT = 60_000

export async function desk(wish: Wish = {}): Promise<Desk> {
  const dataDir = wish.dataDir ?? mkdtempSync(join(tmpdir(), 'roost-desk-'))
  const { child, origin, printed } = await started(dataDir, wish)
  const it: Desk = {
    ...{ origin, dataDir, printed },
    ...hands(origin),
    async kill(signal = 'SIGKILL') {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal)
        await ended
      }
    },
    async close() {
      await it.kill('SIGTERM')
      if (!wish.dataDir) rmSync(dataDir, { recursive: true, force: true })
    },
  }
  return it
}

export function hands(origin: string): Hands {
  const it: Hands = {
    sees: (as = 'grace') => seen(origin, as),
    async until(look, as = 'grace') {
      const deadline = Date.now() + WAIT
      for (;;) {
        const all = await it.sees(as)
        const found = look(all)
        if (found) return found
        if (Date.now() > deadline)
          throw new Error(`Not seen within ${WAIT / 1000} s by ${as}: ${look}\nThere is:\n${there(all)}`)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    },
    async press(label, on, as = 'grace') {
      const found = await it.until((all) => buttonOn(all, label, on), as)
      await it.does('press', found, as)
    },
    async submit(fields, as = 'grace') {
      const modal = await it.until((all) => all.modals.at(-1), as)
      await it.does('submit', { id: modal.id, state: filled(modal, fields) }, as)
    },
    async types(label, text, as = 'grace') {
      const modal = await it.until((all) => all.modals.at(-1), as)
      const field = modal.view.blocks.find((block: Row) => block.label?.text === label)
      const state = filled(modal, { [label]: text })
      const typed = { blockId: field.block_id, actionId: field.element.action_id, chosen: { value: text } }
      await it.does('press', { at: { in: 'modal', id: modal.id }, ...typed, state }, as)
    },
    async attach(name, bytes, as = 'grace') {
      const file = await it.does('attach', { name, base64: bytes.toString('base64') }, as)
      return (file as { id: string }).id
    },
    async type(command, as = 'grace') {
      await it.does('say', { channel: 'C0SOCIAL01', text: command }, as)
    },
    async write(letter) {
      const given = { account: 'shop-chat', place: 'private', customer: 'mira', ...letter }
      await it.does('write', given)
    },
    async does(deed, given = {}, as = 'grace') {
      const response = await fetch(`${origin}/sandbox/do/${deed}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ as, ...given }),
      })
      if (!response.ok) throw new Error(`${deed}: ${await response.text()}`)
      return response.json()
    },
  }
  return it
}

async function started(dataDir: string, { env, port }: Wish) {
  const child: ChildProcess = spawn(process.execPath, ['src/main.js'], {
    env: {
      ...{ PATH: process.env.PATH ?? '', DATA_DIR: dataDir, PORT: String(port ?? 0), LOG_LEVEL: 'warn' },
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed: string[] = []
  const origin = await new Promise<string>((open, failed) => {
    child.once('exit', (code) => failed(new Error(`Roost ended with ${code}:\n${printed.join('\n')}`)))
    for (const stream of [child.stdout, child.stderr])
      if (stream)
        createInterface({ input: stream }).on('line', (line) => {
          printed.push(line)
          const [, port] = /^Open http:\/\/localhost:(\d+)/.exec(line) ?? []
          if (port) open(`http://127.0.0.1:${port}`)
        })
  })
  return { child, origin, printed }
}

async function seen(origin: string, as: Person): Promise<Seen> {
  const response = await fetch(`${origin}/sandbox/stream?as=${as}`)
  const reader = response.body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  while (!text.includes('\n\n')) text += decoder.decode((await reader?.read())?.value, { stream: true })
  await reader?.cancel()
  const changes: { kind: string; value: Row }[] = JSON.parse(
    text.slice(text.indexOf('data: ') + 6, text.indexOf('\n\n')),
  )
  const of = (kind: string) => changes.filter((change) => change.kind === kind).map((change) => change.value)
  return {
    messages: of('messages').sort((a, b) => Number(a.ts) - Number(b.ts)),
    ephemerals: of('ephemerals').sort((a, b) => Number(a.ts) - Number(b.ts)),
    modals: of('modals').flatMap((stack) => stack.modals),
    homes: of('homes'),
    notices: of('notices'),
    letters: of('letters'),
    posts: of('posts'),
    channels: of('channels'),
    files: of('files'),
  }
}

/** All the words on something, as a person reads them. */
export function words(row: Row | undefined): string {
  const found: string[] = []
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) walk(one)
    else if (value && typeof value === 'object')
      for (const [key, one] of Object.entries(value)) {
        if (typeof one === 'string' && (key === 'text' || key === 'alt_text')) found.push(one)
        else walk(one)
      }
  }
  walk(row?.blocks ?? row?.view?.blocks ?? [])
  return found.join('\n')
}

/** What stood there when it was waited for in vain. */
function there({ messages = [], ephemerals = [], modals = [] }: Seen): string {
  const all = [...messages, ...ephemerals, ...modals]
  return all.map((one) => `- ${(words(one) || `${one.text}`).replaceAll('\n', ' | ').slice(0, 300)}`).join('\n')
}

/** The labels of what can be pressed, the menu's included. */
export function labels(row: Row | undefined): string[] {
  return elements(row).flatMap(({ element }) =>
    element.type === 'overflow'
      ? element.options.map((option: Row) => option.text.text)
      : element.type === 'button'
        ? [element.text.text]
        : [],
  )
}

function elements(row: Row | undefined): { block: Row; element: Row }[] {
  const blocks: Row[] = row?.blocks ?? row?.view?.blocks ?? []
  return blocks.flatMap((block) =>
    [...(block.elements ?? []), ...(block.accessory ? [block.accessory] : [])].map((element: Row) => ({
      block,
      element,
    })),
  )
}

function buttonOn(all: Seen, label: string, on: string) {
  const places = [
    ...all.messages.map((row) => ({ row, at: { in: 'message', channel: row.channel, ts: row.ts } })),
    ...all.ephemerals.map((row) => ({ row, at: { in: 'ephemeral', channel: row.channel, ts: row.ts } })),
    ...all.homes.map((row) => ({ row, at: { in: 'home' } })),
    ...all.modals.map((row) => ({ row, at: { in: 'modal', id: row.id } })),
  ]
  for (const { row, at } of places.reverse()) {
    if (!words(row).includes(on)) continue
    // Of several with one label, the one whose own block says it.
    const beside = elements(row).filter(({ block }) => words({ blocks: [block] }).includes(on))
    for (const { block, element } of [...beside, ...elements(row)]) {
      const given = { at, blockId: block.block_id, actionId: element.action_id, state: {} }
      if (element.type === 'button' && element.text.text === label) return { ...given, chosen: {} }
      const option = element.type === 'overflow' && element.options.find((one: Row) => one.text.text === label)
      if (option) return { ...given, chosen: { type: 'overflow', selected_option: option } }
    }
  }
  return undefined
}

function filled(modal: Row, fields: Record<string, string>) {
  const state: Record<string, Record<string, Row>> = {}
  for (const block of modal.view.blocks as Row[]) {
    if (block.type !== 'input') continue
    const given = fields[block.label.text]
    state[block.block_id] = { [block.element.action_id]: stateOf(block.element, given) }
  }
  const unknown = Object.keys(fields).filter(
    (label) => !modal.view.blocks.some((block: Row) => block.label?.text === label),
  )
  if (unknown.length) throw new Error(`The modal has no ${unknown.join(', ')}`)
  return state
}

function stateOf(element: Row, given: string | undefined): Row {
  // Ids, with commas between, of what `attach` gave.
  if (element.type === 'file_input')
    return { type: element.type, files: given?.split(', ').map((id) => ({ id })) ?? [] }
  if (element.type === 'plain_text_input') return { type: element.type, value: given ?? element.initial_value ?? null }
  if (element.type === 'users_select')
    return { type: element.type, selected_user: given ?? element.initial_user ?? null }
  if (element.type === 'multi_users_select')
    return { type: element.type, selected_users: given?.split(', ') ?? element.initial_users ?? [] }
  if (element.type === 'datepicker') return { type: element.type, selected_date: given ?? element.initial_date ?? null }
  if (element.type === 'conversations_select')
    return { type: element.type, selected_conversation: given ?? element.initial_conversation ?? null }
  if (element.type === 'multi_static_select' || element.type === 'checkboxes') {
    // Separated by a bar, since what they say may have commas.
    const wanted = given?.split(' | ').map((text) => {
      const found = element.options.find((one: Row) => one.text.text.startsWith(text))
      if (!found) throw new Error(`There is no choice ${text}`)
      return found
    })
    return { type: element.type, selected_options: wanted ?? element.initial_options ?? [] }
  }
  const option = element.options.find((one: Row) => one.text.text.startsWith(given ?? '\0')) ?? element.initial_option
  if (given && option?.text.text.startsWith(given) !== true) throw new Error(`There is no choice ${given}`)
  return { type: element.type, selected_option: option ?? null }
}
