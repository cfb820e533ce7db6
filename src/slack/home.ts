import type { HomeView, KnownBlock } from '@slack/types'
import type { Db } from '../db/connect.ts'
import { settingsOf } from '../settings/stored.ts'
import { queue } from '../tickets/queue.ts'
import { actions, context, section } from './blocks.ts'
import type { Networks } from './card-facts.ts'
import { answer, answerWords, detailsFace } from './figures/answer.ts'
import type { Asker } from './figures/single-people.ts'
import { askedValue, subjectOf } from './figures/subject.ts'
import { queueWords } from './render/queue.ts'
import { savedRepliesOnHome } from './saved-replies/on-home.ts'
import { settingsOnHome } from './settings/on-home.ts'

const MOST = 15

/** What needs this agent now, then what needs someone, then today in numbers; for leads, what the team has set. */
export async function home(
  db: Db,
  networks: Networks,
  workspaceId: string,
  { by, leads }: Asker,
  now: Temporal.Instant,
): Promise<HomeView> {
  const mine = await queue(db, workspaceId, { owner: by, most: MOST })
  const unclaimed = await queue(db, workspaceId, { owner: 'nobody', most: MOST })
  return {
    type: 'home',
    blocks: [
      ...(by.seenAt && mine.length === 0 && unclaimed.length === 0 ? [section(WELCOME)] : []),
      ...list('Yours', mine, 'You have no open tickets.', networks, now),
      { type: 'divider' },
      ...list('Needs someone', unclaimed, 'Nobody is waiting for someone.', networks, now),
      ...(unclaimed.length
        ? [actions('home', [{ id: 'claim-next', label: 'Claim Next', value: '', primary: true }])]
        : []),
      { type: 'divider' },
      ...(await today(db, workspaceId, leads, now)),
      ...(leads
        ? [...(await savedRepliesOnHome(db, workspaceId)), ...settingsOnHome(await settingsOf(db, workspaceId))]
        : []),
    ],
  }
}

const WELCOME =
  'Each message from a customer becomes a card in a channel. Claim one, and it is yours: others see that at once. Reply opens a window that shows to whom you write; the thread under a card stays inside the team.'

function list(
  title: string,
  waiting: Awaited<ReturnType<typeof queue>>,
  none: string,
  networks: Networks,
  now: Temporal.Instant,
): KnownBlock[] {
  if (waiting.length === 0) return [section(`*${title}*\n${none}`)]
  return queueWords(title, waiting, networks, now).blocks
}

async function today(db: Db, workspaceId: string, leads: boolean, now: Temporal.Instant): Promise<KnownBlock[]> {
  const { zone } = await settingsOf(db, workspaceId)
  const value = askedValue(now.toZonedDateTimeISO(zone).toPlainDate(), 'today')
  const subject = await subjectOf(db, workspaceId, value, now)
  const faces = leads ? [detailsFace(subject), { id: 'export', label: 'Export…', value }] : []
  const { blocks } = answerWords(await answer(db, subject, now), faces)
  return [...blocks, context('`/roost help` says what else you can ask.')]
}
