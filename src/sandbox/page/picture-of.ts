import type { ImageElement } from '../slack/block-kit/elements.ts'

/** Where an image lies: out there, or among the files that were uploaded to this workspace. */
export function pictureOf({ image_url, slack_file }: Pick<ImageElement, 'image_url' | 'slack_file'>) {
  return image_url ?? slack_file?.url ?? `/files/${slack_file?.id}/picture`
}
