import { readHolidayLines, writeHolidayLines } from '../../settings/holiday-lines.ts'
import type { SettingsJson } from '../../settings/settings.ts'
import { asJson } from '../../settings/stored.ts'
import { readWeekLines, writeWeekLines } from '../../settings/week-lines.ts'
import { holidaysOf } from '../../sla/holidays-of.ts'
import { preview } from '../../sla/preview.ts'
import type { Schedule } from '../../sla/schedule.ts'
import { defaultTargets } from '../../sla/targets.ts'
import { tellingMoments } from '../../sla/telling-moments.ts'
import { radio, textInput } from '../inputs.ts'
import { inert } from '../text.ts'
import type { Change, Setting, Typed } from './setting.ts'

export const hours: Setting = {
  id: 'hours',
  title: 'Opening hours',
  none: 'Day and night, until you add some.',
  add: 'Add Opening Hours',

  rows: ({ team }) => team.schedules.map((schedule) => ({ which: schedule.name, says: inWords(schedule) })),

  typed({ team, zone }, which) {
    if (which === '') return { name: '', zone, hours: 'mon-fri 09:00-17:00', holidays: '', country: '' }
    const schedule = team.schedules.find(({ name }) => name === which)
    if (!schedule) return undefined
    return {
      ...{ name: schedule.name, zone: schedule.zone, hours: writeWeekLines(schedule.hours) },
      ...{ holidays: writeHolidayLines(schedule.holidays), country: '', keep: 'keep' },
    }
  },

  inputs: (typed) => [
    textInput({ id: 'name', label: 'Name', initial: typed.name, most: 60, focus: typed.name === '' }),
    textInput({ id: 'zone', label: 'Time zone', hint: 'Such as Europe/Belgrade.', initial: typed.zone, most: 60 }),
    textInput({
      id: 'hours',
      label: 'Hours',
      hint: 'One line for some days, such as: mon-thu 08:00-12:00, 13:30-18:00. A night: fri 22:00-06:00. Days left out are closed; always means day and night.',
      initial: typed.hours,
      multiline: true,
    }),
    textInput({
      id: 'holidays',
      label: 'Holidays',
      hint: 'One a line, such as: 2026-12-25 Christmas Day. Half a day: 2026-12-24 09:00-12:00.',
      initial: typed.holidays,
      multiline: true,
      optional: true,
    }),
    textInput({
      id: 'country',
      label: 'Add the public holidays of',
      hint: 'A country such as RS, or a state such as DE-BY. They are added above, for you to edit.',
      initial: typed.country,
      most: 10,
      optional: true,
    }),
    ...(typed.keep
      ? [
          radio({
            id: 'keep',
            label: 'These opening hours',
            choices: [
              ['keep', 'Keep them'],
              ['remove', 'Remove them'],
            ],
            initial: typed.keep,
          }),
        ]
      : []),
  ],

  async change(typed, which, { stored }, now): Promise<Change> {
    const filled = await withPublicHolidays(typed, now)
    if ('errors' in filled) return filled
    const json = asJson(stored.team)
    const all = json.schedules ?? []
    const place = all.findIndex(({ name }) => name === which)
    if (typed.keep === 'remove' && isCountedIn(json, which))
      return { errors: { keep: `Promises or reminders go by ${which}. Change those first.` } }
    if (typed.keep === 'remove')
      return { json: { ...json, schedules: all.filter((one) => one.name !== which) }, path: [] }
    const { name = '', zone = '', hours = '', holidays = '' } = filled.typed
    const schedule = { name, zone, hours: readWeekLines(hours), holidays: readHolidayLines(holidays) }
    const schedules = place < 0 ? [...all, schedule] : all.with(place, schedule)
    return {
      json: place < 0 ? { ...json, schedules } : renamed({ ...json, schedules }, which, name.trim()),
      path: ['schedules', place < 0 ? all.length : place],
      typed: filled.typed,
    }
  },

  preview({ schedules, targets }, [, place], { stored }, now) {
    const schedule = schedules[Number(place)]
    if (!schedule) return ['Nothing goes by these hours any more.']
    const all = targets.length > 0 ? targets : defaultTargets(stored.replyTargetMinutes, schedules[0]?.name)
    const promised = all.find((target) => target.schedule === schedule.name && target.firstReply)?.firstReply
    if (!promised)
      return [
        `No first reply is promised in these hours yet. Under Promises, say what is counted in ${inert(schedule.name)}.`,
      ]
    return tellingMoments(schedule, now).map((from) => `${preview(schedule, from, promised, now)}.`)
  },
}

function inWords({ name, zone, hours, holidays }: Schedule): string {
  const days = holidays.length === 1 ? '1 holiday' : `${holidays.length} holidays`
  return `*${inert(name)}* · ${inert(zone)}\n${inert(writeWeekLines(hours))}${holidays.length ? `\n${days}` : ''}`
}

/** This year's still to come, and the next year's; a date that is listed already stays as it is. */
async function withPublicHolidays(
  typed: Typed,
  now: Temporal.Instant,
): Promise<{ typed: Typed } | { errors: Record<string, string> }> {
  const country = typed.country?.trim() ?? ''
  if (country === '') return { typed }
  const today = now.toZonedDateTimeISO('UTC').toPlainDate()
  const found = [await holidaysOf(country, today.year), await holidaysOf(country, today.year + 1)]
  if (found.includes(null))
    return { errors: { country: `“${country}” is no country Roost knows. Write RS, or DE-BY for a state.` } }
  const listed = typed.holidays ?? ''
  const fresh = found
    .flatMap((year) => year ?? [])
    .filter(({ date }) => date >= today.toString() && !listed.includes(date))
  const holidays = [...listed.split('\n'), ...writeHolidayLines(fresh).split('\n')].filter(Boolean).sort().join('\n')
  return { typed: { ...typed, holidays, country: '' } }
}

function isCountedIn({ targets, reminders }: SettingsJson, name: string): boolean {
  return reminders?.schedule === name || (targets ?? []).some(({ schedule }) => schedule === name)
}

/** What names these hours goes by their new name. */
function renamed(json: SettingsJson, from: string, to: string): SettingsJson {
  const schedule = (one: string | undefined) => (one === from ? to : one)
  return {
    ...json,
    targets: json.targets?.map((target) => ({ ...target, schedule: schedule(target.schedule) })),
    reminders: { ...json.reminders, schedule: schedule(json.reminders?.schedule) },
  }
}
