import type { Attachment } from '../network.ts'
import type { Includes } from './payload.ts'

/** A picture as it is, a film in its best form, or else a picture of it. */
export function media(keys: string[] | undefined, { media }: Includes): Attachment[] {
  const named = media.filter(({ media_key }) => keys?.includes(media_key))
  return named.flatMap(({ type, url, variants = [], preview_image_url }): Attachment[] => {
    const film = variants.findLast(({ content_type }) => content_type === 'video/mp4')?.url
    const address = url ?? film ?? preview_image_url
    if (!address || !URL.canParse(address)) return []
    return [{ url: address, type: type !== 'photo' && address === film ? 'video' : 'image' }]
  })
}
