import type { FileRow } from '../../tickets/files-of.ts'
import type { Message } from '../../tickets/ticket.ts'
import { picturesOf } from '../../tickets/want-files.ts'
import type { CardFacts } from '../card-facts.ts'
import { link, oneLine } from '../text.ts'

export interface Shown {
  /** Slack's own files, in the order they came. */
  pictures: { file: string; alt: string }[]
  /** What is no picture yet, or never will be: links, and words where there is none to give. */
  others: string[]
}

/** What came with a message besides its words. */
export function attachmentsOf({ files, network }: CardFacts, message: Pick<Message, 'id' | 'attachments'>): Shown {
  const pictures = picturesOf(message)
  const rows = new Map(files.filter(({ messageId }) => messageId === message.id).map((row) => [row.url, row]))
  const shown: Shown = { pictures: [], others: [] }
  let onTheirWay = 0
  for (const one of message.attachments) {
    const isPicture = pictures.includes(one)
    const row = rows.get(one.url)
    if (!isPicture || row?.inThread) shown.others.push(other(network, one, row))
    else if (row?.keptAt && row.slackId)
      shown.pictures.push({ file: row.slackId, alt: one.name || 'The picture that came with it' })
    else if (row && !row.failedAt) onTheirWay += 1
    else shown.others.push(other(network, one, row))
  }
  if (onTheirWay)
    shown.others.unshift(onTheirWay === 1 ? 'A picture, on its way' : `${onTheirWay} pictures, on their way`)
  return shown
}

/** Where the network tells an attachment's address on demand, the one we have is none that a browser could open. */
function other({ media, label }: CardFacts['network'], one: Message['attachments'][number], row: FileRow | undefined) {
  const noun = { image: 'A picture', video: 'A video', audio: 'A voice message or sound', file: 'A file' }[one.type]
  const name = one.name ? oneLine(one.name, 100) : noun
  if (row && !row.failedAt) return row.keptAt ? `${name}, in the thread` : `${name}, on its way`
  if (media?.locate) return row?.failedAt ? `${name} (could not be fetched)` : `${name} (to be seen on ${label})`
  return link(one.url, name)
}
