import type { KnownBlock, Button as SlackButton } from '@slack/types'
import { isBlank } from '../tickets/is-blank.ts'
import { cut, harmless } from './text.ts'

// The few shapes we draw with. Limits are Slack's: 3000 characters a section, 75 a button's text, 2000 its value.

/** With one of Slack's own files beside it. */
export function section(text: string, picture?: { file: string; alt: string }): KnownBlock {
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: cut(text, 3000), verbatim: true },
    ...(picture
      ? { accessory: { type: 'image', slack_file: { id: picture.file }, alt_text: shown(picture.alt, 2000) } }
      : {}),
  }
}

export function image({ file, alt }: { file: string; alt: string }): KnownBlock {
  return { type: 'image', slack_file: { id: file }, alt_text: shown(alt, 2000) }
}

/** A line with its own button. */
export function line(text: string, face: ButtonFace): KnownBlock {
  return {
    type: 'section',
    // The same when it is drawn anew: a press that crosses with that still finds its button.
    block_id: cut(`${face.id}/${face.value}`, 255),
    text: { type: 'mrkdwn', text: cut(text, 3000), verbatim: true },
    accessory: button(face),
  }
}

export function context(text: string, picture?: { url: string; alt: string }): KnownBlock {
  const words = { type: 'mrkdwn' as const, text: cut(text, 2000), verbatim: true }
  const image = picture && { type: 'image' as const, image_url: picture.url, alt_text: shown(picture.alt, 2000) }
  return { type: 'context', elements: image ? [image, words] : [words] }
}

export interface ButtonFace {
  id: string
  label: string
  value: string
  primary?: boolean
  url?: string
  /** For a screen reader, where several buttons of one message say the same. */
  about?: string
  /** What cannot be taken back is asked about first. */
  confirm?: { title: string; text: string; yes: string }
}

export function button({ id, label, value, primary, url, about, confirm }: ButtonFace): SlackButton {
  return {
    type: 'button',
    action_id: id,
    text: plainText(label, 75),
    ...(value ? { value: cut(value, 2000) } : {}),
    ...(primary ? { style: 'primary' } : {}),
    ...(url ? { url } : {}),
    ...(about ? { accessibility_label: shown(about, 75) } : {}),
    ...(confirm
      ? {
          style: 'danger',
          confirm: {
            title: plainText(confirm.title, 100),
            text: plainText(confirm.text, 300),
            confirm: plainText(confirm.yes, 30),
            deny: plainText('Cancel', 30),
            style: 'danger',
          },
        }
      : {}),
  }
}

/** Words that stand as they are written, emoji and mrkdwn too. */
export function plainText(text: string, most: number) {
  return { type: 'plain_text' as const, text: shown(text, most), emoji: false }
}

/** Slack refuses a whole window for one text in it that is empty, or only looks so. */
function shown(text: string, most: number): string {
  return isBlank(text) ? '…' : harmless(text, most)
}

export function actions(
  blockId: string,
  faces: ButtonFace[],
  more: { label: string; value: string }[] = [],
): KnownBlock {
  return {
    type: 'actions',
    block_id: blockId,
    elements: [
      ...faces.map(button),
      ...(more.length
        ? [
            {
              type: 'overflow' as const,
              action_id: 'more',
              options: more.map(({ label, value }) => ({
                text: plainText(label, 75),
                value,
              })),
            },
          ]
        : []),
    ],
  }
}
