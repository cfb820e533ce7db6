import type { Db } from '../../db/connect.ts'
import { channels } from '../../db/schema.ts'
import { and, eq } from '../../db/sql.ts'
import { settingsOf } from '../../settings/stored.ts'
import { type Days, rangeOf } from '../../stats/days.ts'
import { isOnlyChannel } from '../../stats/is-only-channel.ts'
import { known } from '../../stats/known.ts'
import { moment } from '../../stats/moment.ts'
import { readQuestion } from '../../stats/question.ts'
import type { Range, Scope } from '../../stats/scope.ts'
import { title } from '../../stats/words.ts'

/** What somebody asks figures about: what was typed, or what a button's value says, which outlives its message. */
export interface Subject {
  scope: Scope
  /** Whole local days around the scope, for an export. */
  days: Days
  title(asOf: Temporal.Instant): string
  /** The value of buttons that ask the same again. */
  value: string
  /** The same of other days: `of('7d')`. */
  of(span: string): string
}

/** A digest's: everything in a channel from one moment to another. */
export function sinceValue(channelId: string, { from, to }: Range): string {
  return `since ${channelId} ${from} ${to}`
}

/** What was typed on a day; it means the same days tomorrow. */
export function askedValue(today: Temporal.PlainDate, words: string): string {
  return `asked ${today} ${words}`.trim()
}

/** Reads a value. Throws `Unclear`: what it names is not there. */
export async function subjectOf(db: Db, workspaceId: string, value: string, now: Temporal.Instant): Promise<Subject> {
  const { zone } = await settingsOf(db, workspaceId)
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  const [kind, ...parts] = value.split(' ')
  if (kind === 'since') return since(db, workspaceId, parts, zone, today)
  const [day = '', ...words] = parts
  return asked(db, workspaceId, words.join(' '), { zone, today, asked: Temporal.PlainDate.from(day) })
}

async function since(
  db: Db,
  workspaceId: string,
  [channelId = '', from = '', to = '']: string[],
  zone: string,
  today: Temporal.PlainDate,
): Promise<Subject> {
  const range = { from: Temporal.Instant.from(from), to: Temporal.Instant.from(to) }
  const day = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone).toPlainDate()
  const only = (await isOnlyChannel(db, workspaceId, channelId)) ? {} : { channelId }
  const [channel] = await db
    .select()
    .from(channels)
    .where(and(eq(channels.workspaceId, workspaceId), eq(channels.id, channelId)))
  return {
    scope: { workspaceId, ranges: [range], only },
    days: { from: day(range.from), to: day(range.to).add({ days: 1 }) },
    title: (asOf) => {
      const [begun, ended] = [moment(range.from, asOf, zone), moment(range.to, asOf, zone)]
      const over = Temporal.Instant.compare(range.to, asOf) < 0
      const span = over ? `From ${begun} to ${ended}` : `Since ${begun}`
      return `${span}, #${channel?.name ?? channelId}, as of ${moment(asOf, asOf, zone)}`
    },
    value: sinceValue(channelId, range),
    of: (span) => askedValue(today, `${span} <#${channelId}>`),
  }
}

async function asked(
  db: Db,
  workspaceId: string,
  words: string,
  { zone, today, asked }: { zone: string; today: Temporal.PlainDate; asked: Temporal.PlainDate },
): Promise<Subject> {
  const question = readQuestion(words, await known(db, workspaceId), asked)
  // "Today" of another day is no longer today: the title then says its date.
  const named = asked.equals(today) ? question : { ...question, span: '' }
  const filters = words
    .split(/\s+/)
    .filter((word) => word.toLowerCase() !== question.span)
    .join(' ')
  return {
    scope: { workspaceId, ranges: [rangeOf(question.days, zone)], only: question.only },
    days: question.days,
    title: (asOf) => title(named, asOf, zone),
    value: askedValue(asked, words),
    of: (span) => askedValue(today, `${span} ${filters}`),
  }
}
