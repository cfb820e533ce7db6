import { z } from 'zod'
import type { Attachment } from '../network.ts'

/** What comes with a message: a picture, a shared post, a place. The kinds grow from year to year. */
export const part = z.object({
  type: z.string(),
  title: z.string().nullish(),
  url: z.string().nullish(),
  payload: z
    .object({
      url: z.string().nullish(),
      title: z.string().nullish(),
      story_media_url: z.string().nullish(),
    })
    .nullish(),
})

export type Part = z.infer<typeof part>

export function shown(part: Part): Attachment[] {
  const url = address(part)
  const type = z.enum(['image', 'video', 'audio']).safeParse(part.type === 'sticker' ? 'image' : part.type)
  return url ? [{ url, type: type.data ?? 'file', name: part.title ?? part.payload?.title ?? undefined }] : []
}

/** Places, products and templates have no address to show, so they are named. */
export function named(part: Part): string[] {
  return address(part) ? [] : [`(${part.type}, to be seen there only)`]
}

function address({ payload, url }: Part): string | undefined {
  const given = payload?.url ?? payload?.story_media_url ?? url
  return given && URL.canParse(given) ? given : undefined
}
