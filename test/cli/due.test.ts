import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const office = `schedules:
  - name: Office
    zone: Europe/Belgrade
    hours: { mon: [08:30-12:00, 13:30-18:00], fri: [08:00-12:00, 13:30-18:00] }
`

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'due-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('each line is answered in order, with nothing in the environment', () => {
  const { status, stdout, stderr } = due(office, [
    '{"from":"2026-10-23T15:50:00Z","minutes":60}',
    '',
    '{"from":"2026-10-23T15:50:00Z","to":"2026-10-26T08:20:00Z"}',
    '{"from":"2026-10-23T15:50:00+02:00","minutes":0.5}',
    '{"from":"2026-10-23T06:00:00Z","to":"2026-10-23T06:00:30Z"}',
  ])
  expect(stdout).toBe(
    [
      '{"due":"2026-10-26T08:20:00Z","words":"Monday 09:20"}',
      '{"minutes":60}',
      '{"due":"2026-10-23T13:50:30Z","words":"Friday 15:50"}',
      '{"minutes":0.5}',
      '',
    ].join('\n'),
  )
  expect([status, stderr]).toEqual([0, ''])
})

test.each([
  ['no JSON', 'soon', 'Write {"from":"2026-10-23T15:50:00Z","minutes":60}, or "to" in place of "minutes".'],
  [
    'a moment without a zone',
    '{"from":"2026-10-23T15:50:00","minutes":60}',
    '"from" is no moment. Write 2026-10-23T15:50:00Z.',
  ],
  ['neither minutes nor an end', '{"from":"2026-10-23T15:50:00Z"}', 'Write {"from":'],
  ['both of them', '{"from":"2026-10-23T15:50:00Z","to":"2026-10-23T15:50:00Z","minutes":1}', 'Write {"from":'],
  ['minutes as text', '{"from":"2026-10-23T15:50:00Z","minutes":"60"}', '"minutes" is no number from 0 to 5256000.'],
  ['time taken back', '{"from":"2026-10-23T15:50:00Z","minutes":-1}', '"minutes" is no number from 0 to 5256000.'],
])('a bad line stops it and is named: %s', (_, line, sentence) => {
  const { status, stdout, stderr } = due(office, ['{"from":"2026-10-23T15:50:00Z","minutes":60}', line])
  expect(stdout.split('\n')).toHaveLength(2)
  expect(stderr).toContain(`Line 2 of the cases: ${sentence}`)
  expect(status).toBe(1)
})

test('a bad settings file answers nothing and says where it is wrong', () => {
  const { status, stdout, stderr } = due(office.replace('Belgrade', 'Belgrad'), [
    '{"from":"2026-10-23T15:50:00Z","minutes":60}',
  ])
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).toContain('line 3, column 11: schedules[0].zone: "Europe/Belgrad" is not a time zone.')
})

test('a schedule or a file that is not there, or an argument left out, is said in one sentence', () => {
  expect(due(office, [], 'Night').stderr).toMatch(/settings\.yml has no schedule named Night\. It has: Office\.\n$/)
  expect(run(['--settings', join(folder, 'none.yml'), '--schedule', 'Office']).stderr).toContain(
    'none.yml cannot be read.',
  )
  expect(run(['--schedule', 'Office'])).toMatchObject({ status: 1, stdout: '' })
  expect(run(['--colour', 'red']).stderr).toContain('Say which hours to use: npm run due -- --settings')
})

function due(settings: string, lines: string[], schedule = 'Office') {
  const file = join(folder, 'settings.yml')
  writeFileSync(file, settings)
  return run(['--settings', file, '--schedule', schedule], lines.join('\n'))
}

function run(args: string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/cli/due.ts', ...args], {
    input,
    encoding: 'utf8',
    env: {},
  })
  return { status, stdout, stderr }
}
