import { expect, test } from 'vitest'
import { context, image, line, section } from '../../src/slack/blocks.ts'
import { withoutPictures } from '../../src/slack/or-plainly.ts'

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
