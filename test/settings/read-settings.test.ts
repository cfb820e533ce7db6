import { expect, test } from 'vitest'
import { readSettings } from '../../src/settings/read-settings.ts'
import { clock } from '../../src/sla/clock.ts'
import { reminders } from '../../src/sla/reminders.ts'
import { ticket } from '../sla/tickets.ts'

const office = `schedules:
  - name: Office
    zone: Europe/Belgrade
    hours: { mon-thu: [08:00-12:00, 13:30-18:00], fri: [22:00-06:00], sun: [] }   # days left out are closed
    holidays: [2026-12-25, { date: 2026-12-24, hours: [09:00-12:00] }]
targets:                       # when: any of account, place, priority, tag
  - { when: { place: private, priority: urgent }, firstReply: 15m, nextReply: 30m, resolution: 8h, schedule: Office }
  - { firstReply: 1h, schedule: Office }
`

test('opening hours and promises are read as a lead writes them', () => {
  const { schedules, targets } = read(office)
  expect(schedules[0]).toEqual({
    name: 'Office',
    zone: 'Europe/Belgrade',
    hours: {
      ...Object.fromEntries(['mon', 'tue', 'wed', 'thu'].map((day) => [day, [span(480, 720), span(810, 1080)]])),
      fri: [span(1320, 1800)],
      sat: [],
      sun: [],
    },
    holidays: [
      { date: '2026-12-25', hours: [] },
      { date: '2026-12-24', hours: [span(540, 720)] },
    ],
  })
  expect(targets.map(({ firstReply }) => firstReply?.total('minutes'))).toEqual([15, 60])
  expect(targets.map(({ when }) => when)).toEqual([{ place: 'private', priority: 'urgent' }, {}])
})

test('an empty file, or empty sections, ask for what holds without settings', () => {
  const { schedules, targets, reminders, urgent, thanks, closeAfter } = read('')
  expect([schedules, targets, urgent]).toEqual([[], [], []])
  expect(reminders.steps.map(({ at, tell }) => `${tell} ${at}`)).toEqual([
    'channel 50',
    'duty 75',
    'owner 75',
    'owner 100',
    'leads 100',
  ])
  expect(reminders.releaseAfter?.total('hours')).toBe(2)
  expect(thanks).toContain('thank you')
  expect(closeAfter?.total('hours')).toBe(72)
  expect(read('schedules:\ntargets:\nreminders:\n').reminders).toEqual(reminders)
})

test('reminders, words and times can be set', () => {
  const { reminders, urgent, thanks, closeAfter } = read(`${office}
reminders:
  steps: [{ ticket: claimed, at: 80%, tell: owner }, { at: 150 %, tell: leads, always: true }]
  releaseAfter: never
  schedule: Office
urgent: [charged twice, outage]
thanks: [cheers]
closeAfter: 5d
`)
  expect(reminders).toEqual({
    steps: [
      { ticket: 'claimed', at: 80, tell: 'owner', always: false },
      { ticket: 'any', at: 150, tell: 'leads', always: true },
    ],
    releaseAfter: null,
    windowAlways: false,
    schedule: 'Office',
  })
  expect([urgent, thanks]).toEqual([['charged twice', 'outage'], ['cheers']])
  expect(closeAfter?.total('days')).toBe(5)
})

test.each([
  ['15m', 15],
  ['1h', 60],
  ['1h30m', 90],
  ['1h 30m', 90],
  ['2d', 2880],
  ['90m', 90],
])('%s is %s minutes', (text, minutes) => {
  expect(read(`targets: [{ firstReply: ${text} }]`).targets[0]?.firstReply?.total('minutes')).toBe(minutes)
})

test.each([
  ['always', 7 * 1440],
  ['{ mon-sun: 09:00-10:00 }', 7 * 60],
  ['{ fri-mon: [9-10] }', 4 * 60],
  ['{ Mon: [9-10], tue: [] }', 60],
])('hours may be written %s', (hours, open) => {
  const [schedule] = read(`schedules: [{ name: A, zone: UTC, hours: ${hours} }]`).schedules
  const spans = Object.values(schedule?.hours ?? {}).flat()
  expect(spans.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(open)
})

test.each([
  [
    'a typing mistake in a field',
    office.replace('firstReply: 1h', 'firstRepl: 1h'),
    '8:5 targets[1]',
    '8:7 targets[1].firstRepl',
    'Known here: when, firstReply',
  ],
  [
    'an unknown zone',
    office.replace('Belgrade', 'Belgrad'),
    '3:11 schedules[0].zone',
    '"Europe/Belgrad" is not a time zone. Write one such as Europe/Belgrade.',
  ],
  [
    'hours that never open',
    office.replace(/hours: .*#.*/, 'hours: { sun: [] }'),
    '4:12 schedules[0].hours',
    'These hours never open.',
  ],
  [
    'overlapping spans, once for four days',
    office.replace('12:00, 13:30', '14:00, 13:30'),
    '4:23 schedules[0].hours.mon',
    '08:00-14:00 overlaps 13:30-18:00.',
  ],
  [
    'a bad time',
    office.replace('08:00-12:00', '08:00-25:00'),
    '4:24 schedules[0].hours.mon-thu[0]',
    '"08:00-25:00" is no span of time.',
  ],
  [
    'a weekday twice',
    office.replace('fri:', 'thu:'),
    '4:56 schedules[0].hours.thu',
    'thu has hours already. Name each day once.',
  ],
  [
    'no weekday',
    office.replace('fri:', 'fry:'),
    '4:56 schedules[0].hours.fry',
    '"fry" is no weekday. Write mon, tue or mon-thu.',
  ],
  [
    'a bad holiday',
    office.replace('2026-12-25', '25.12.2026'),
    '5:16 schedules[0].holidays[0]',
    '"25.12.2026" is not a date. Write it as 2026-12-25.',
  ],
  [
    'a holiday twice',
    office.replace('2026-12-25', '2026-12-24'),
    '5:28 schedules[0].holidays[1]',
    '2026-12-24 is listed twice. Keep one of them.',
  ],
  [
    'bad hours of a holiday',
    office.replace('09:00-12:00', 'mornings'),
    '5:56 schedules[0].holidays[1].hours[0]',
    '"mornings" is no span of time.',
  ],
  [
    'a bad length of time',
    office.replace('15m', '15x'),
    '7:63 targets[0].firstReply',
    '"15x" is no length of time. Write 15m, 1h, 8h or 2d',
  ],
  [
    'a length of time without its unit',
    office.replace('15m', '15'),
    '7:63 targets[0].firstReply',
    '15 is no length of time.',
  ],
  ['more than a year', office.replace('15m', '367d'), '7:63 targets[0].firstReply', 'up to 366d.'],
  ['no time at all', office.replace('15m', '0m'), '7:63 targets[0].firstReply', '"0m" is no length of time.'],
  [
    'an unknown place',
    office.replace('place: private', 'place: dm'),
    '7:22 targets[0].when.place',
    'Write one of public, private, review.',
  ],
  [
    'a schedule that is not there',
    office.replace('1h, schedule: Office', '1h, schedule: Night'),
    '8:33 targets[1].schedule',
    'There is no schedule named Night. Known: Office.',
  ],
  [
    'a promise of nothing',
    `${office}  - { when: { tag: vip } }\n`,
    '9:5 targets[2]',
    'Promise at least one of firstReply, nextReply and resolution.',
  ],
  [
    'a step without who is told',
    'reminders:\n  steps:\n    - { at: 50% }\n',
    '3:7 reminders.steps[0].tell',
    'Write one of channel, duty, owner, leads.',
  ],
  ['a share past all sense', 'reminders:\n  steps:\n    - { at: 1001%, tell: leads }\n', '3:13', 'up to 1000%.'],
  [
    'a share without %',
    'reminders:\n  steps:\n    - { at: 50, tell: leads }\n',
    '3:13 reminders.steps[0].at',
    '50 is no share of a promise.',
  ],
  [
    'quiet hours that are not there',
    'reminders: { schedule: Night }',
    '1:24 reminders.schedule',
    'There is no schedule named Night. Add it under schedules.',
  ],
  [
    'a time to close that is none',
    'closeAfter: soon',
    '1:13 closeAfter',
    '"soon" is no length of time. Write 2h, 3d or never.',
  ],
  [
    'a language there is not',
    'languages: [en, Klingon]',
    '1:17 languages[1]',
    'There is no language "Klingon". Write its English name or its code, such as German or de.',
  ],
  [
    'a route for nothing',
    'routes:\n  - { when: {}, channel: "#care" }',
    '2:13 routes[0].when',
    'Say which tickets: words, language, account, place, ratingAtMost or followersAtLeast.',
  ],
  [
    'a route to nothing',
    'routes:\n  - { when: { language: de } }',
    '2:5 routes[0]',
    'Say what becomes of them: channel, priority or tags.',
  ],
  [
    'six stars',
    'routes:\n  - { when: { ratingAtMost: 6 }, priority: high }',
    '2:29 routes[0].when.ratingAtMost',
    'Write a number of stars, from 1 to 5.',
  ],
  [
    'followers in words',
    'routes:\n  - { when: { followersAtLeast: many }, priority: high }',
    '2:33 routes[0].when.followersAtLeast',
    'Write a number of followers, such as 10000.',
  ],
  [
    'no channel at all',
    'routes:\n  - { when: { language: de }, channel: care us }',
    '2:40 routes[0].channel',
    'Write a channel, such as #care.',
  ],
  [
    'a condition there is not',
    'routes:\n  - { when: { lang: de }, priority: high }',
    '2:15 routes[0].when.lang',
    'There is no such field. Known here: words, language, account, place, ratingAtMost, followersAtLeast.',
  ],
  ['no language at all', 'languages: []', '1:12 languages', 'Name at least one language.'],
  ['one word instead of a list', 'urgent: outage', '1:9 urgent', 'Write a list here.'],
  ['a name left out', 'schedules:\n  - zone: UTC\n    hours: always\n', '2:5 schedules[0].name', 'This is missing.'],
  [
    'two schedules of one name',
    'schedules:\n  - { name: A, zone: UTC, hours: always }\n  - { name: A, zone: UTC, hours: always }\n',
    '3:13 schedules[1].name',
    'There are two schedules named A.',
  ],
  ['a list instead of fields', '- Office', '1:1', 'Write fields here: schedules, targets'],
  ['text that is no YAML', 'schedules: [', '1:13', 'This is not valid YAML'],
  ['one key twice', 'urgent: [a]\nurgent: [b]\n', '2:1', 'This is not valid YAML: Map keys must be unique'],
])('%s is refused where it stands', (_, text, ...words) => {
  const said = refusals(text)
  for (const word of words) expect(said).toContain(word)
})

test('everything that is wrong is told at once, in the order of the file', () => {
  const text = office.replace('Belgrade', 'Belgrad').replace('15m', '15x').replace('priority: urgent', 'priority: red')
  expect(refusals(text).match(/^\d+/gm)).toEqual(['3', '7', '7'])
})

test('what is wrong further up in the file is told first', () => {
  const text = 'targets: [{ firstReply: 15x }]\nschedules: [{ name: A, zone: Nowhere, hours: always }]\n'
  expect(refusals(text).match(/^\d+/gm)).toEqual(['1', '2'])
})

test('hours that are written once for several days or schedules are refused once', () => {
  expect(refusals(office.replace('12:00, 13:30', '14:00, 13:30')).split('\n')).toHaveLength(1)
  const shared =
    'schedules:\n  - { name: A, zone: UTC, hours: &week { mon: [9-8x] } }\n  - { name: B, zone: UTC, hours: *week }\n'
  expect(refusals(shared).split('\n')).toHaveLength(1)
})

test('a small file that repeats itself without end is refused', () => {
  const doubled = Array.from({ length: 30 }, (_, place) => `a${place + 1}: &a${place + 1} [*a${place}, *a${place}]`)
  expect(refusals(['a0: &a0 [x]', ...doubled].join('\n'))).toContain('The file repeats itself too often.')
})

test('what was read can be counted with', () => {
  const { schedules, targets, reminders: ladder } = read(office)
  const byName = new Map(schedules.map((schedule) => [schedule.name, schedule]))
  const friday = Temporal.Instant.from('2026-10-23T15:50:00Z')
  const mira = ticket({ openedAt: friday, waitingSince: friday })
  expect(clock(mira, targets, byName, friday).counts?.at.toString()).toBe('2026-10-23T21:00:00Z')
  const owned = { ...mira, id: '1', claimedAt: null, ownerActedAt: null, ownerToldAt: null }
  expect(reminders(owned, targets, byName, ladder)[0]?.at.toString()).toBe('2026-10-23T20:30:00Z')
})

function read(text: string) {
  const result = readSettings(text)
  if ('settings' in result) return result.settings
  throw new Error(refusals(text))
}

function refusals(text: string) {
  const result = readSettings(text)
  if ('settings' in result) return 'It was read.'
  return result.errors.map(({ line, column, field, sentence }) => `${line}:${column} ${field} ${sentence}`).join('\n')
}

function span(from: number, to: number) {
  return { from, to }
}
