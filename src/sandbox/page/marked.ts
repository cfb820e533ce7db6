import type { ComponentChild } from 'preact'
import type { Text } from '../slack/block-kit/text.ts'
import { emoji } from './emoji.ts'
import { mrkdwn } from './mrkdwn.ts'
import type { Reader } from './reader.ts'

/** A text object as it is read: markup drawn where it holds markup. */
export function marked(text: Text, reader: Reader): ComponentChild {
  return text.type === 'mrkdwn' ? mrkdwn(text.text, reader) : plainWords(text.text)
}

/** Plain text shows `:tada:` as an emoji and nothing else specially. */
export function plainWords(text: string): string {
  return text.replace(/:([a-z0-9_+-]+):/g, (_, name: string) => emoji(name))
}
