import { z } from 'zod'
import { words } from '../loosely.ts'
import type { Attachment } from '../network.ts'

/** What comes with a message: a picture, a shared post, a place. The kinds grow from year to year. */
export const part = z
  .object({
    type: z.string(),
    title: words,
    url: words,
    payload: z.object({ url: words, title: words, story_media_url: words }).optional().catch(undefined),
  })
  // It is named all the same, so that nobody takes the message for whole.
  .catch({ type: 'attachment' })

export type Part = z.infer<typeof part>

export function shown(part: Part): Attachment[] {
  const url = address(part)
  const type = z.enum(['image', 'video', 'audio']).safeParse(part.type === 'sticker' ? 'image' : part.type)
  return url ? [{ url, type: type.data ?? 'file', name: part.title ?? part.payload?.title }] : []
}

/** Places, products and templates have no address to show, so they are named. */
export function named(part: Part): string[] {
  return address(part) ? [] : [`(${part.type}, to be seen there only)`]
}

function address({ payload, url }: Part): string | undefined {
  const given = payload?.url ?? payload?.story_media_url ?? url
  return given && URL.canParse(given) ? given : undefined
}
