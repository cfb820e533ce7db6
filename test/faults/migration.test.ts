import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'
import { describe, expect, inject, test } from 'vitest'
import { words } from '../desk.ts'
import { atRest } from './at-rest.ts'
import { atWork } from './at-work.ts'
import { type Chance, chance, rounds } from './chance.ts'
import { allRows, makeEarlier, type Rows } from './earlier.ts'
import { letLeasesRunOut } from './facts.ts'
import { breaches } from './history.ts'
import type { Outside } from './outside.ts'
import { type Ground, killedOnce, program } from './program.ts'
import { scene } from './scene.ts'
import { stir } from './stir.ts'

const KILLS = rounds(1)
/** So many migrations at least are new: one of them makes a file that can be seen from outside. */
const NEW = 1 + migrations().findIndex((sql) => /create (unique )?(index|table)/i.test(sql))

describe.each(['embedded', 'server'] as const)(
  'killed while a filled database is brought up to date (%s)',
  (database) => {
    test.skipIf(database === 'server' && inject('serverUrl') === null)(
      'the next start finishes: every row is there, what was not drawn is drawn, and nothing comes twice',
      async () => {
        const { around, its } = await scene(database)
        const by = chance(`migration, ${database}`)
        const back = await filled(around, its, by)
        const newest = NEW + by.number(16)
        const { left, changed } = await makeEarlier(its, newest)
        for (let kill = 0; kill < KILLS; kill += 1)
          await (its.url ? killedWaiting(its, its.url, by.oneOf(changed)) : killedWriting(its, by))

        const running = await program(its.env)
        around.replicas.push(running.port)
        back()
        around.sandbox.ready()
        await around.until((all) => all.messages.find((one) => words(one).includes('Written while Slack was away')))
        await running.kill('SIGTERM')

        const known = await atRest(around, its)
        expect(await breaches(around, known)).toEqual([])
        expect(gone(left, await allRows(its))).toEqual([])
        expect(left.drafts?.length ?? 1, 'nobody had begun a reply').toBeGreaterThan(0)
      },
      60_000 + KILLS * 5000,
    )
  },
)

/** A company at work, and what came while Slack was away. Gives the way to bring Slack back. */
async function filled(around: Outside, its: Ground, by: Chance): Promise<() => void> {
  const running = await atWork(around, its)
  await stir(around, by, 1)
  await around.write({ text: 'Will you finish this?', customer: 'wei' })
  await around.press('Claim', 'Will you finish this?')
  await around.press('Reply', 'Will you finish this?')
  await around.types('Reply', 'Half a th')
  const back = around.meddle(
    ({ path }) => path.startsWith('/api/chat.'),
    async () => ({ status: 503, body: '' }),
  )
  await around.write({ text: 'Written while Slack was away', customer: 'noor' })
  await running.kill()
  await letLeasesRunOut(its)
  around.replicas.splice(0, 1)
  return back
}

/** Somebody reads a table that is to be changed, so the migration stands still in its midst; there it is killed. */
async function killedWaiting(its: Ground, url: string, table: string): Promise<void> {
  const reader = postgres(url, { max: 1, onnotice: () => {} })
  const looker = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await reader.begin(async (reading) => {
      await reading`lock table ${reading(table)} in share update exclusive mode`
      await killedOnce(its.env, async () => {
        const waiting = () => looker`select 1 from pg_locks where not granted and relation = ${table}::regclass`
        while ((await waiting()).length === 0) await wait(20)
      })
    })
  } finally {
    await Promise.all([reader.end(), looker.end()])
  }
}

/** Killed soon after it has begun to make a table or an index. */
async function killedWriting(its: Ground, by: Chance): Promise<void> {
  const folder = join(its.env.DATA_DIR ?? '', 'postgres/base')
  const files = () => readdirSync(folder, { recursive: true }).filter((name) => /\/\d+$/.test(`${name}`)).length
  const before = files()
  await killedOnce(its.env, async () => {
    while (files() === before) await wait(2)
    await wait(by.number(80))
  })
}

/** Rows that were there, by what names them, and are not any more. */
function gone(before: Rows, after: Rows): string[] {
  return Object.entries(before).flatMap(([table, rows]) => {
    const still = new Set((after[table] ?? []).map(named))
    return rows.filter((row) => !still.has(named(row))).map((row) => `${table} ${named(row)}`)
  })
}

function named({ id, text, body, ...row }: Rows[string][number]): string {
  const { key, name, workspace_id, ticket_id, agent_id } = row
  return JSON.stringify(id === undefined ? { key, name, workspace_id, ticket_id, agent_id, text } : { id, text, body })
}

/** The newest first. */
function migrations(): string[] {
  const folder = new URL('../../migrations/', import.meta.url)
  const names = readdirSync(folder).toSorted().reverse()
  return names.map((name) => readFileSync(new URL(`${name}/migration.sql`, folder), 'utf8'))
}
