import { accounts } from '../db/schema.ts'
import { asc, eq } from '../db/sql.ts'
import { connectAccount } from './connect-account.ts'
import type { CliCommand, Context, Io } from './context.ts'
import { importHistory } from './import-history.ts'

const DAYS = 14
const AGENTS = ['Grace', 'Alan', 'Ana']
const CUSTOMERS = ['Mira Petrova', 'Kenji Mori', 'Tomas Lindqvist', 'Sofia Duarte', 'Aylin Demir', 'Lukas Brandt']
const ASKED = [
  { text: 'Where is my order? It was due on Tuesday.', tag: 'late delivery' },
  { text: 'I cannot log in since the last update.', tag: 'login' },
  { text: 'The blue mug arrived cracked.', tag: 'damaged' },
  { text: 'Do you ship to Portugal?', tag: 'shipping' },
  { text: 'Is the bedside lamp dimmable?', tag: 'product question' },
]

/** `seed`: two weeks of a believable shop, as history, so that figures, digest and chart have something to say. Again: nothing. */
export const seedCompany: CliCommand = async (context, _args, io) => {
  const account = (await firstAccount(context)) ?? (await connectShop(context, io))
  const lines = history(account, context.now())
  return importHistory(context, ['-'], { ...io, lines: asStream(lines) })
}

async function firstAccount({ db, workspaceId }: Context): Promise<string | undefined> {
  const [account] = await db
    .select({ network: accounts.network, name: accounts.name })
    .from(accounts)
    .where(eq(accounts.workspaceId, workspaceId))
    .orderBy(asc(accounts.id))
    .limit(1)
  return account && `${account.network}/${account.name}`
}

async function connectShop(context: Context, io: Io): Promise<string> {
  await connectAccount(context, ['custom', 'name=shop'], io)
  return 'custom/shop'
}

/** The same for the same day, so that seeding twice brings nothing twice. */
function history(account: string, now: Temporal.Instant): string[] {
  const today = now.toZonedDateTimeISO('UTC').startOfDay()
  return Array.from({ length: DAYS }, (_, back) => today.subtract({ days: back + 1 })).flatMap((day) =>
    Array.from({ length: 6 + (day.day % 5) * 2 }, (_, index) => conversation(account, day, index)).flat(),
  )
}

function conversation(account: string, day: Temporal.ZonedDateTime, index: number): string[] {
  const chance = (most: number, salt: number) => ((day.day * 31 + index * 17 + salt * 7) % 101) % most
  const asked = ASKED[chance(ASKED.length, 1)] ?? ASKED[0]
  const name = CUSTOMERS[chance(CUSTOMERS.length, 2)] ?? 'Mira Petrova'
  const id = `seed-${day.toPlainDate()}-${index}`
  const at = day.add({ hours: 8 + chance(10, 3), minutes: chance(60, 4) })
  const replied = at.add({ minutes: 3 + chance(75, 5) })
  const common = { account, conversation_id: id, place: 'private', customer: { id: `seed-${name}`, name } }
  const agent = { name: AGENTS[chance(AGENTS.length, 6)] ?? 'Grace' }
  const line = (value: object) => JSON.stringify({ ...common, ...value })
  return [
    line({ id: `${id}-1`, text: asked?.text, sent_at: at.toInstant().toString(), tags: [asked?.tag] }),
    line({
      id: `${id}-2`,
      text: 'We have looked into it, and here is what we found.',
      outbound: true,
      agent,
      sent_at: replied.toInstant().toString(),
    }),
    line({
      id: `${id}-3`,
      text: 'Thank you!',
      sent_at: replied.add({ minutes: 4 }).toInstant().toString(),
      closed_at: replied.add({ minutes: 9 }).toInstant().toString(),
    }),
  ]
}

async function* asStream(lines: string[]): AsyncGenerator<string> {
  yield* lines
}
