import { useEffect, useState } from 'preact/hooks'
import type { Channel, Home, Message, ModalStack, Notice, Person, Read, SharedFile } from '../slack/workspace.ts'
import type { Weather } from '../weather.ts'
import type { Letter, Post, WorldPerson } from '../world/world.ts'

/** The sandbox's rows as this page may see them; stream.ts on the server keeps them fresh. */
export interface Rows {
  people: Map<string, Person>
  channels: Map<string, Channel>
  messages: Map<string, Message>
  ephemerals: Map<string, Message>
  modals: Map<string, ModalStack>
  homes: Map<string, Home>
  reads: Map<string, Read>
  notices: Map<string, Notice>
  files: Map<string, SharedFile>
  customers: Map<string, WorldPerson>
  posts: Map<string, Post>
  letters: Map<string, Letter>
  weather: Map<string, Weather>
}

interface Change {
  kind: keyof Rows
  id: string
  value: never
}

export const rows = emptyRows()
const listeners = new Set<() => void>()
let connected = false

export function connect(as: string) {
  const source = new EventSource(`/sandbox/stream?as=${encodeURIComponent(as)}`)
  source.addEventListener('all', (event) => {
    Object.assign(rows, emptyRows())
    const changes: Change[] = JSON.parse(event.data)
    for (const change of changes) apply(change)
    connected = true
    tell()
  })
  source.addEventListener('change', (event) => {
    apply(JSON.parse(event.data))
    tell()
  })
  source.addEventListener('error', () => {
    connected = false
    tell()
  })
}

/** Draws again after changes, many of them at once. */
export function useRows(): { rows: Rows; connected: boolean } {
  const [, count] = useState(0)
  useEffect(() => {
    const listener = () => count((n) => n + 1)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }, [])
  return { rows, connected }
}

const pause = 60
let due = false
let drawn = 0
function tell() {
  if (due) return
  due = true
  const draw = () => {
    due = false
    drawn = performance.now()
    for (const listener of listeners) listener()
  }
  // In a storm the page rests between two draws; a hidden window gets no frames, and its title still counts.
  const rest = Math.max(0, drawn + pause - performance.now())
  if (document.hidden || rest > 0) setTimeout(draw, rest)
  else requestAnimationFrame(draw)
}

function apply({ kind, id, value }: Change) {
  if (value === null) rows[kind].delete(id)
  else rows[kind].set(id, value)
}

function emptyRows(): Rows {
  return {
    people: new Map(),
    channels: new Map(),
    messages: new Map(),
    ephemerals: new Map(),
    modals: new Map(),
    homes: new Map(),
    reads: new Map(),
    notices: new Map(),
    files: new Map(),
    customers: new Map(),
    posts: new Map(),
    letters: new Map(),
    weather: new Map(),
  }
}
