import { parseArgs } from 'node:util'
import type { Db } from '../db/connect.ts'
import { readDays } from '../stats/days.ts'
import { known } from '../stats/known.ts'
import { nearest } from '../stats/nearest.ts'
import {
  accountNamed,
  agentNamed,
  channelNamed,
  networkNamed,
  placeNamed,
  type Question,
  tagNamed,
} from '../stats/question.ts'
import type { Filters } from '../stats/scope.ts'
import { type Context, Unusable } from './context.ts'

/** What can be said beside a command's own options: the days, and of whom or what. */
export const askOptions = {
  from: { type: 'string' },
  to: { type: 'string' },
  account: { type: 'string' },
  agent: { type: 'string' },
  tag: { type: 'string' },
  network: { type: 'string' },
  place: { type: 'string' },
  channel: { type: 'string' },
} as const

type Asked = Partial<Record<keyof typeof askOptions, string>>

/** `A..B`, `today`, `7d`, or `--from A --to B`, with filters; without days, today. Throws `Unusable`. */
export async function ask(
  { db, workspaceId, now }: Pick<Context, 'db' | 'workspaceId' | 'now'>,
  zone: string,
  words: string[],
  asked: Asked,
): Promise<Question> {
  const today = now().toZonedDateTimeISO(zone).toPlainDate()
  const { days, span } = daysOf(words, asked, today)
  return { days, span, ...(await filtersOf(db, workspaceId, asked)) }
}

/** Like `parseArgs`, but what cannot be read is `Unusable`. */
export function readArgs<T extends NonNullable<Parameters<typeof parseArgs>[0]>>(config: T) {
  try {
    return parseArgs(config)
  } catch (error) {
    throw new Unusable(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error))
  }
}

function daysOf(words: string[], { from, to }: Asked, today: Temporal.PlainDate): Pick<Question, 'days' | 'span'> {
  const [span = from === undefined && to === undefined ? 'today' : `${from}..${to}`, ...more] = words
  const days = readDays(span, today)
  const twice = more.length > 0 || (words.length > 0 && (from ?? to) !== undefined)
  if (days && !twice) return { days, span }
  throw new Unusable(
    'Name the days once: 2026-11-01..2026-11-15, or --from 2026-11-01 --to 2026-11-15 (the last is not counted), today, yesterday or 7d.',
  )
}

async function filtersOf(db: Db, workspaceId: string, asked: Asked): Promise<Pick<Question, 'only' | 'about'>> {
  const names = await known(db, workspaceId)
  const readers = {
    account: [accountNamed, names.accounts.map((account) => account.name)],
    agent: [agentNamed, names.agents.map((agent) => agent.name)],
    tag: [tagNamed, names.tags],
    network: [networkNamed, names.accounts.map((account) => account.network)],
    place: [placeNamed, ['public', 'private', 'review']],
    channel: [channelNamed, names.channels.map((channel) => channel.name)],
  } as const
  let only: Filters = {}
  const about: string[] = []
  for (const [name, [read, there]] of Object.entries(readers)) {
    const word = Object.entries(asked).find(([option]) => option === name)?.[1]
    if (word === undefined) continue
    const found = read(word, names)
    if (!found) throw new Unusable(missing(name, word, there))
    only = { ...only, ...found.only }
    about.push(found.name)
  }
  return { only, about: about.join(', ') }
}

function missing(name: string, word: string, there: readonly string[]): string {
  const meant = nearest(word, there)
  return `--${name} ${word}: there is none.${meant ? ` Did you mean ${meant}?` : ''}`
}
