import { WebClient } from '@slack/web-api'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { Post } from '../../src/db/posts.ts'
import { context, image, line, section } from '../../src/slack/blocks.ts'
import { orPlainly, withoutPictures } from '../../src/slack/or-plainly.ts'
import type { Words } from '../../src/slack/render/drawing.ts'

const file = { file: 'F1', alt: 'A picture' }
const words = { type: 'mrkdwn', text: 'Mira' }

test('each picture goes, beside words too, and all else stays', () => {
  const button = line('A line', { id: 'claim', label: 'Claim', value: '1' })
  const all = [section('Where is it?', file), image(file), context('Mira', { url: 'https://a.example', alt: 'Mira' })]
  expect(withoutPictures([...all, button])).toMatchObject([
    { type: 'section', accessory: undefined },
    { type: 'context', elements: [words] },
    button,
  ])
  expect(withoutPictures([section('Where is it?'), context('Mira'), button])).toBeUndefined()
})

test.each([
  ['an avatar at an address is left out for good', [context('Mira', { url: 'https://a.example', alt: 'Mira' })], true],
  ['a file that Slack still looks through is drawn later', [section('Where is it?', file)], false],
])('%s', async (_, blocks, whole) => {
  const refusing = new WebClient('none', { fetch: async () => Response.json({ ok: false, error: 'invalid_blocks' }) })
  const tried: Words[] = []
  const call = async (words: Words) => {
    tried.push(words)
    if (JSON.stringify(words).includes('"image"')) await refusing.chat.postMessage({ channel: 'C1', text: '' })
    return 'taken'
  }
  const post = { id: 1, kind: 'card' } as Post
  const drawn = await orPlainly(pino({ level: 'silent' }), post, { text: 'Mira', blocks }, call)
  expect(drawn).toEqual({ taken: 'taken', whole })
  expect(tried.length).toBe(2)
})
