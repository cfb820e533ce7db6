import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readSettings } from '../../src/settings/read-settings.ts'
import { type SettingsJson, settingsSchema } from '../../src/settings/settings.ts'
import { writeSettings } from '../../src/settings/write-settings.ts'
import { checkSchedule } from '../../src/sla/check-schedule.ts'
import { anyCase } from '../sla/random-schedule.ts'

test('settings that are written read back as the same settings', () => {
  fc.assert(
    fc.property(anySettings(), (settings) => {
      const read = readSettings(writeSettings(settings))
      expect('settings' in read && z.encode(settingsSchema, read.settings)).toEqual(z.encode(settingsSchema, settings))
    }),
  )
})

test('the stored form survives JSON', () => {
  fc.assert(
    fc.property(anySettings(), (settings) => {
      const stored = z.encode(settingsSchema, settings)
      const taken: unknown = JSON.parse(JSON.stringify(stored))
      expect(z.encode(settingsSchema, settingsSchema.parse(taken))).toEqual(stored)
    }),
  )
})

test('a written file looks as a person would write it', () => {
  const settings = settingsSchema.parse({
    schedules: [
      {
        name: 'Office',
        zone: 'Europe/Belgrade',
        hours: { mon: ['8-12', '13:30-18'], tue: ['08:00-12:00', '13:30-18:00'], fri: '22-6' },
        holidays: ['2026-12-25', { date: '2026-12-24', name: 'Christmas Eve', hours: ['9-12'] }],
      },
    ],
    targets: [{ when: { place: 'private' }, firstReply: '90m', schedule: 'Office' }, { firstReply: '48h' }],
    routes: [
      {
        when: { words: ['refund', 'money back'], language: 'German' },
        channel: 'C0CARE',
        priority: 'high',
        tags: ['Refund'],
      },
      { when: { ratingAtMost: 2 }, priority: 'urgent' },
    ],
    reminders: { steps: [{ at: '75%', tell: 'leads' }], releaseAfter: 'never' },
    urgent: ['charged twice', 'outage'],
    thanks: ['cheers'],
    languages: ['German', 'sr'],
  } satisfies SettingsJson)
  expect(writeSettings(settings)).toBe(`schedules:
  - name: Office
    zone: Europe/Belgrade
    hours:
      mon-tue: [ 08:00-12:00, 13:30-18:00 ]
      fri: [ 22:00-06:00 ]
    holidays:
      - 2026-12-25
      - { date: 2026-12-24, name: Christmas Eve, hours: [ 09:00-12:00 ] }
targets:
  - { when: { place: private }, firstReply: 1h30m, schedule: Office }
  - { firstReply: 2d }
routes:
  - { when: { words: [ refund, money back ], language: de }, channel: C0CARE, priority: high, tags: [ refund ] }
  - { when: { ratingAtMost: 2 }, priority: urgent }
reminders:
  steps:
    - { ticket: any, at: 75%, tell: leads }
  releaseAfter: never
  windowAlways: false
urgent: [ charged twice, outage ]
thanks: [ cheers ]
languages: [ de, sr ]
closeAfter: 3d
satisfaction: off
agentFigures: true
`)
})

function anySettings() {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .map((text) => text.trim().slice(0, 60).trim())
    .filter((text) => text.length > 0)
  const length = fc.integer({ min: 1, max: 366 * 1440 }).map((minutes) => Temporal.Duration.from({ minutes }))
  const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
  return fc
    .record({
      schedules: fc.uniqueArray(
        fc.record({ name, days: anyCase }).map(({ name, days: { schedule } }) => ({ ...schedule, name })),
        { maxLength: 3, selector: (schedule) => schedule.name },
      ),
      targets: fc.array(
        fc.record({
          when: fc.record(
            {
              account: name,
              place: fc.constantFrom('public', 'private', 'review'),
              priority: fc.constantFrom('urgent', 'high', 'normal', 'low'),
              tag: name,
            },
            { requiredKeys: [] },
          ),
          firstReply: length,
          nextReply: maybe(length),
          resolution: maybe(length),
        }),
        { maxLength: 4 },
      ),
      routes: fc.array(
        fc.record(
          {
            when: fc.record(
              {
                words: fc.array(name, { minLength: 1, maxLength: 3 }),
                language: fc.constantFrom('en', 'de', 'sr'),
                account: name,
                place: fc.constantFrom('public', 'private', 'review'),
                ratingAtMost: fc.integer({ min: 1, max: 5 }),
                followersAtLeast: fc.integer({ min: 1, max: 1e9 }),
              },
              { requiredKeys: ['ratingAtMost'] },
            ),
            channel: fc.constantFrom('C0CARE', '#care'),
            priority: fc.constantFrom('urgent', 'high', 'normal', 'low'),
            tags: fc.array(
              name.map((tag) => tag.toLowerCase()),
              { minLength: 1, maxLength: 3 },
            ),
          },
          { requiredKeys: ['when', 'priority'] },
        ),
        { maxLength: 3 },
      ),
      reminders: fc.record({
        steps: fc.array(
          fc.record({
            ticket: fc.constantFrom('unclaimed', 'claimed', 'any'),
            at: fc.integer({ min: 1, max: 1000 }),
            tell: fc.constantFrom('channel', 'duty', 'owner', 'leads'),
            always: fc.boolean(),
          }),
          { maxLength: 4 },
        ),
        releaseAfter: fc.option(length),
        windowAlways: fc.boolean(),
      }),
      urgent: fc.array(name, { maxLength: 3 }),
      thanks: fc.array(name, { maxLength: 3 }),
      satisfaction: fc.constantFrom(null, 'How did we do? Answer 1 to 5.'),
      languages: fc.uniqueArray(fc.constantFrom('en', 'de', 'sr', 'ja', 'nb'), { minLength: 1 }),
      closeAfter: fc.option(length),
      agentFigures: fc.boolean(),
    })
    .map((settings) => ({
      ...settings,
      schedules: settings.schedules.filter((schedule) => checkSchedule(schedule).length === 0),
    }))
    .map((settings) => {
      const [first] = settings.schedules
      return first
        ? { ...settings, targets: settings.targets.map((target) => ({ ...target, schedule: first.name })) }
        : settings
    })
}
