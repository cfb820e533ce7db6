import { describe, expect, test } from 'vitest'
import { isQuiet, type Said } from '../../src/rules/quiet.ts'

function said(text: string, changes: Partial<Said> = {}): Said {
  return {
    place: 'public',
    text,
    attachments: [],
    answers: 'nobody',
    us: ['lumen_de', 'Lumen'],
    urgent: ['scam'],
    ...changes,
  }
}

// In each script: what asks nothing, and what may well ask something. The second kind must never be quiet.
const scripts: Record<string, { quiet: string[]; tickets: string[] }> = {
  Latin: {
    quiet: [
      '😍',
      '@anna',
      '@anna @tom.mueller 😂',
      '@anna #bestie #springmugs',
      'hahaha',
      'lol 😂',
      'jajaja',
      '<3',
      ':D',
      '!!!',
    ],
    tickets: [
      'price',
      '@anna how much is it',
      'love it',
      'ok',
      'Refund Please',
      'haha no seriously where is it',
      '#whereismyorder',
      '+',
      '+1',
      '100',
    ],
  },
  Cyrillic: {
    quiet: ['❤️❤️', '@анна', '@анна 😂 #подружка', 'хахаха'],
    tickets: ['цена', 'где заказ', '@анна сколько стоит', 'ха'],
  },
  Arabic: { quiet: ['😂😂', '@آنا', 'ههههه'], tickets: ['بكم', '@آنا بكم هذا', 'أين طلبي', 'متى؟'] },
  Hebrew: { quiet: ['🔥', '@דנה', 'חחחח'], tickets: ['כמה', '@דנה כמה זה עולה', 'איפה ההזמנה'] },
  Devanagari: { quiet: ['🙏', '@मीरा', 'हाहाहा'], tickets: ['कीमत', '@मीरा कितने का है', 'मेरा ऑर्डर कहाँ है'] },
  Greek: { quiet: ['💙', '@Άννα 😍'], tickets: ['Πόσο;', 'τιμή', '@Άννα πόσο κάνει'] },
  Hangul: { quiet: ['ㅋㅋㅋㅋ', '@안나 😍', 'ㅎㅎ'], tickets: ['얼마', '@안나 이거 얼마야', '배송은요'] },
  Han: {
    quiet: ['哈哈哈', '👍👍', '@anna 😂'],
    tickets: ['多少钱', '@太郎这个怎么买', '@anna这个怎么买', '价格', '求购'],
  },
  Kana: { quiet: ['笑', 'www', '😊😊'], tickets: ['いくら', 'いつ入荷', '@はなこどこで買える', 'かわいい'] },
  Thai: { quiet: ['❤️', '@anna ❤️'], tickets: ['ราคา', '555', '@สมชายราคาเท่าไหร่'] },
}

describe.each(Object.entries(scripts))('in %s letters', (_script, { quiet, tickets }) => {
  test.each(quiet)('%o asks nothing', (text) => expect(isQuiet(said(text))).toBe(true))
  test.each(tickets)('%o is a ticket', (text) => expect(isQuiet(said(text))).toBe(false))
})

test('a question mark of any script asks, whatever stands around it', () => {
  for (const mark of '?？؟՞፧⁇⁉❓❔\u037E') {
    expect(isQuiet(said(`😍${mark}`))).toBe(false)
    expect(isQuiet(said(`@anna ${mark}`, { answers: 'friend' }))).toBe(false)
  }
  expect(isQuiet(said('🆘'))).toBe(false)
})

test('skin, flags, families and keys are emoji too; money and arithmetic are not', () => {
  for (const text of ['👍🏽', '🇷🇸', '👩‍👩‍👧‍👦', '1️⃣', '❤️‍🔥', '✨ 💫']) expect(isQuiet(said(text))).toBe(true)
  for (const text of ['$$$', '€', '=']) expect(isQuiet(said(text))).toBe(false)
})

test('nothing at all may be something that the network does not tell', () => {
  expect(isQuiet(said(''))).toBe(false)
  expect(isQuiet(said('  '))).toBe(false)
})

test('a sticker says no more than an emoji; a photo may show what is broken', () => {
  expect(isQuiet(said('', { attachments: [{ sticker: true }] }))).toBe(true)
  expect(isQuiet(said('', { attachments: [{}] }))).toBe(false)
  expect(isQuiet(said('😡', { attachments: [{}] }))).toBe(false)
  expect(isQuiet(said('broken', { attachments: [{ sticker: true }] }))).toBe(false)
})

test('whoever calls us wants us, unless it is with nothing but a feeling', () => {
  for (const text of ['@lumen_de', '@lumen_de @anna', '@anna @LUMEN_DE #bestie', '@lumen_de help'])
    expect(isQuiet(said(text))).toBe(false)
  expect(isQuiet(said('@lumen_de 😍'))).toBe(true)
  expect(isQuiet(said('@anna the Lumen shop is the best', { answers: 'friend' }))).toBe(false)
})

test('friends talk to each other: an answer to another customer, and not to us', () => {
  expect(isQuiet(said('yes let us get two of them', { answers: 'friend' }))).toBe(true)
  expect(isQuiet(said('@tom yes let us get them', { answers: 'themselves' }))).toBe(true)
  for (const answers of ['nobody', 'us', 'themselves', 'somebody'] as const)
    expect(isQuiet(said('yes let us get two of them', { answers }))).toBe(false)
  expect(isQuiet(said('that is a scam', { answers: 'friend' }))).toBe(false)
  expect(isQuiet(said('πόσο κάνει;', { answers: 'friend' }))).toBe(false)
})

test('private messages and reviews are never quiet', () => {
  expect(isQuiet(said('😍', { place: 'private' }))).toBe(false)
  expect(isQuiet(said('😍', { place: 'review' }))).toBe(false)
  expect(isQuiet(said('😍', { rating: 5 }))).toBe(false)
})

test('the team’s urgent words are heard in a hashtag, too', () => {
  expect(isQuiet(said('@anna #scam'))).toBe(false)
})
