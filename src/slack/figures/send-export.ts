import { createWriteStream, openAsBlob } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { settingsOf } from '../../settings/stored.ts'
import { type ExportAsk, exportLines } from '../../stats/export.ts'
import { plural } from '../../stats/words.ts'
import { Refusal } from '../../tickets/refusal.ts'
import type { Agent } from '../../tickets/ticket.ts'
import type { Pressing } from '../pressing.ts'
import { sentenceOf } from '../tell.ts'
import { troubleOf } from '../trouble.ts'
import { missingScope, upload } from '../upload.ts'

/** Slack takes large files, and slow lines deliver them. */
const PATIENCE = 10 * 60_000

const DOUBT = 'Slack did not say whether it took your file. If it has not come in a minute, ask for it again.'

/** Writes the rows to a file of their own, since Slack asks for the length first, and sends it to whoever asked. */
export async function sendExport(
  deps: Pressing,
  by: Agent,
  { what, days, zone }: Pick<ExportAsk, 'what' | 'days' | 'zone'>,
): Promise<void> {
  const { db, workspaceId, now } = deps
  const { client } = deps.draw
  const last = days.to.subtract({ days: 1 })
  const folder = await mkdtemp(join(tmpdir(), 'roost-export-'))
  try {
    const file = join(folder, 'rows.csv')
    const { openings } = await settingsOf(db, workspaceId)
    // With the mark by which spreadsheets know UTF-8: that is where a file from Slack is opened.
    const ask: ExportAsk = { workspaceId, what, days, zone, format: 'csv', bom: true, only: {} }
    const lines = await written(exportLines(db, ask, now(), openings), file)
    const name = `roost-${what}-${days.from}-to-${last}.csv`
    const words = `Here are the ${what} of ${days.from} to ${last}: ${plural(lines - 1, 'row')}.`
    const { channel } = await client.conversations.open({ users: by.slackId ?? '' })
    const into = { channel: channel?.id ?? '', words }
    const sent = upload(client, { name, bytes: await openAsBlob(file) }, AbortSignal.timeout(PATIENCE), into)
    await sent.catch((error) => {
      throw troubleOf(error).is === 'lost' ? new Refusal(DOUBT, { cause: error }) : error
    })
  } catch (error) {
    const text = missingScope(error) ?? sentenceOf(deps, error)
    deps.log.warn({ error, what, agent: by.id }, 'An export could not be sent')
    await client.chat
      .postMessage({ channel: by.slackId ?? '', text })
      .catch((error) => deps.log.warn({ error, agent: by.id }, 'Nor could that be said'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Answers how many they were. */
export async function written(lines: AsyncIterable<string>, path: string): Promise<number> {
  let count = 0
  async function* ended() {
    for await (const line of lines) {
      count += 1
      yield `${line}\r\n`
    }
  }
  await pipeline(ended, createWriteStream(path, { mode: 0o600 }))
  return count
}
