import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

/** Which room may use which. A room may always use itself; `index.ts` and what it is put together from know all. */
const MAY_USE: Record<string, string[]> = {
  db: [],
  networks: [],
  'read-body.ts': [],
  sla: ['db'],
  rules: ['db'],
  settings: ['sla', 'rules', 'db'],
  tickets: ['sla', 'rules', 'settings', 'db', 'networks'],
  stats: ['tickets', 'sla', 'settings', 'db'],
  inbound: ['networks', 'tickets', 'db', 'read-body.ts'],
  outbound: ['networks', 'tickets', 'db'],
  jobs: ['tickets', 'sla', 'stats', 'settings', 'db'],
  slack: ['tickets', 'rules', 'sla', 'stats', 'settings', 'db', 'networks', 'read-body.ts'],
}
const EVERYTHING = new Set([
  'sandbox',
  'cli',
  'run.ts',
  'index.ts',
  'env.ts',
  'log.ts',
  'send-out.ts',
  'server.ts',
  'take-in.ts',
  'under-way.ts',
  'work.ts',
])
const src = resolve('src')

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
const imports = files.flatMap((file) =>
  [...readFileSync(join(src, file), 'utf8').matchAll(/^(import|export) (type )?[^'"]*?from '(\.[^']+)'/gm)].map(
    ([, , type, to = '']) => ({
      ...{ file, typeOnly: type !== undefined },
      to: relative(src, resolve(src, dirname(file), to)),
    }),
  ),
)
const roomOf = (path: string) => path.split('/')[0] ?? ''

test('each room uses only what stands below it', () => {
  const wrong = imports.filter(({ file, to }) => {
    const [from, other] = [roomOf(file), roomOf(to)]
    if (EVERYTHING.has(from) || from === other) return false
    return !MAY_USE[from]?.includes(other)
  })
  expect(wrong).toEqual([])
})

test('tickets and Slack know networks by their contract alone', () => {
  const wrong = imports.filter(
    ({ file, to }) =>
      ['tickets', 'slack'].includes(roomOf(file)) && roomOf(to) === 'networks' && to !== 'networks/network.ts',
  )
  expect(wrong).toEqual([])
})

test('only the sandbox, the commands and index.ts name the sandbox', () => {
  const wrong = imports.filter(
    ({ file, to }) => roomOf(to) === 'sandbox' && !['sandbox', 'cli', 'index.ts'].includes(roomOf(file)),
  )
  expect(wrong).toEqual([])
})

test('the ORM is named in db alone', () => {
  const naming = files.filter((file) => readFileSync(join(src, file), 'utf8').includes("from 'drizzle-orm"))
  expect(naming.filter((file) => roomOf(file) !== 'db')).toEqual([])
  expect(naming.length).toBeGreaterThan(0)
})

test('no file imports itself by way of others', () => {
  const running = imports.filter(({ typeOnly }) => !typeOnly)
  const targets = Map.groupBy(running, ({ file }) => file)
  const circles: string[][] = []
  const done = new Set<string>()
  const walk = (file: string, way: string[]) => {
    if (way.includes(file)) return circles.push([...way.slice(way.indexOf(file)), file])
    if (done.has(file)) return undefined
    for (const { to } of targets.get(file) ?? []) walk(to, [...way, file])
    done.add(file)
    return undefined
  }
  for (const file of files) walk(file, [])
  expect(circles).toEqual([])
})
