import type { Attachment } from '../network.ts'

/** The pictures, video or link of a comment or post. One photo of a post comes as `link` with a `photo_id`. */
export function media(value: {
  photo?: string
  photos: string[]
  video?: string
  link?: string
  photo_id?: string
  video_id?: string
}): Attachment[] {
  const { photo, photos, video, link } = value
  const linked = value.photo_id ? 'image' : value.video_id ? 'video' : 'file'
  return [
    ...[photo, ...photos].flatMap((url) => shown(url, 'image')),
    ...shown(video, 'video'),
    ...shown(link, linked),
  ].filter(({ url }, index, all) => all.findIndex((other) => other.url === url) === index)
}

function shown(url: string | undefined, type: Attachment['type']): Attachment[] {
  return url && URL.canParse(url) ? [{ url, type }] : []
}
