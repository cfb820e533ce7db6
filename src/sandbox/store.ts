import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { privateFolder } from '../db/close-to-others.ts'

export interface Change {
  kind: string
  id: string
  value: unknown
}

/** One kind of row. Rows are plain data, and never changed in place: `put` a new one. */
export interface Kind<Row> {
  get(id: string): Row | undefined
  all(): Row[]
  put(id: string, row: Row): Row
  delete(id: string): void
}

export interface Store {
  kind<Row>(name: string): Kind<Row>
  /** All rows of a kind, each as if it had just been put. */
  changes(kind: string): Change[]
  /** Hears of every change, after it is kept; `value` is null for a deletion. Returns how to stop. */
  watch(listener: (change: Change) => void): () => void
  clear(keep: string[]): void
  close(): void
}

/** The sandbox's whole state: in memory for speed, in one SQLite file so that it survives a restart. */
export function openStore(folder: string): Store {
  privateFolder(folder)
  const file = new DatabaseSync(join(folder, 'sandbox.sqlite'))
  file.exec('pragma journal_mode = wal; pragma synchronous = off')
  file.exec('create table if not exists rows (kind text, id text, value text, primary key (kind, id))')
  const load = file.prepare('select id, value from rows where kind = ? order by rowid')
  const write = file.prepare(
    'insert into rows (kind, id, value) values (?, ?, ?) on conflict do update set value = excluded.value',
  )
  const erase = file.prepare('delete from rows where kind = ? and id = ?')
  const kinds = new Map<string, Map<string, unknown>>()
  const listeners = new Set<(change: Change) => void>()

  function rowsOf(kind: string) {
    const known = kinds.get(kind)
    if (known) return known
    const rows = new Map<string, unknown>()
    for (const row of load.all(kind)) rows.set(String(row.id), JSON.parse(String(row.value)))
    kinds.set(kind, rows)
    return rows
  }

  function tell(change: Change) {
    for (const listener of listeners) listener(change)
  }

  function put(kind: string, id: string, value: unknown) {
    rowsOf(kind).set(id, value)
    write.run(kind, id, JSON.stringify(value))
    tell({ kind, id, value })
  }

  function remove(kind: string, id: string) {
    if (!rowsOf(kind).delete(id)) return
    erase.run(kind, id)
    tell({ kind, id, value: null })
  }

  return {
    kind: <Row>(name: string): Kind<Row> => {
      const rows = rowsOf(name)
      return {
        get: (id) => rows.get(id) as Row | undefined,
        all: () => [...rows.values()] as Row[],
        put: (id, row) => {
          put(name, id, row)
          return row
        },
        delete: (id) => remove(name, id),
      }
    },
    changes: (kind) => [...rowsOf(kind)].map(([id, value]) => ({ kind, id, value })),
    watch: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    clear: (keep) => {
      for (const [kind, rows] of kinds) {
        if (!keep.includes(kind)) for (const id of [...rows.keys()]) remove(kind, id)
      }
    },
    close: () => file.close(),
  }
}
