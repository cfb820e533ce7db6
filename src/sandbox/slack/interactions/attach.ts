import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { reserveFile, showFile } from '../files.ts'
import type { Slack } from '../slack.ts'
import type { Person, ViewState } from '../workspace.ts'

/** A person chooses a file in a modal: Slack has it from then on, whether the modal is submitted or not. */
export async function attach(slack: Slack, person: Person, name: string, bytes: Buffer): Promise<object> {
  const file = reserveFile(slack, name, bytes.length, '')
  await mkdir(slack.filesDir, { recursive: true })
  await writeFile(join(slack.filesDir, file.id), bytes)
  return showFile(slack, slack.state.files.put(file.id, { ...file, user: person.id, uploaded: true, completed: true }))
}

/** The page names files by their ids alone; the app is shown all of what Slack knows of them. */
export function withFiles(slack: Slack, state: ViewState): ViewState {
  return mapped(state, (actions) =>
    mapped(actions, (held) => (Array.isArray(held.files) ? { ...held, files: held.files.flatMap(shown) } : held)),
  )

  function shown({ id }: { id?: unknown }): object[] {
    const file = slack.state.files.get(String(id))
    return file ? [showFile(slack, file)] : []
  }
}

function mapped<T>(all: Record<string, T>, change: (one: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(all).map(([name, one]) => [name, change(one)]))
}
