import type { Db } from '../db/connect.ts'
import { fallDue } from './fall-due.ts'
import { leaveLostChannels } from './leave-lost-channels.ts'
import { keepLists } from './lists.ts'
import { lookAgain } from './look-again.ts'
import { postDigests } from './post-digests.ts'
import { rollUpQuiet } from './roll-up-quiet.ts'
import { tellPaused } from './tell-paused.ts'
import { writingEnds } from './writing-ends.ts'

export interface Due {
  db: Db
  workspaceId: string
  /** Where the operator is told. */
  channelId: string
  now: () => Temporal.Instant
  /** No further page is begun. */
  ending: () => boolean
}

/** One tick's look at all that may have fallen due; each part says the same once, however often it is asked. */
export async function sayAllDue({ db, workspaceId, channelId, now, ending }: Due): Promise<void> {
  do {
    // Reminders never wait behind more than a page of what is to be looked at again.
    while (!ending() && (await fallDue(db, workspaceId, now())));
  } while (!ending() && (await lookAgain(db, workspaceId, now())))
  await keepLists(db, workspaceId, now())
  await rollUpQuiet(db, workspaceId, now())
  await leaveLostChannels(db, workspaceId, now())
  await writingEnds(db, workspaceId, now())
  await tellPaused(db, { workspaceId, channelId }, now())
  await postDigests(db, workspaceId, now())
}
