import type { Post, WorldPerson } from './world.ts'

/** The dozen people who write to Lumen. */
export const customers: WorldPerson[] = [
  customer('mira', 'Mira Petrova', 'mira.p', 'bg', '#b54708'),
  customer('kenji', 'Kenji Mori', 'kenji_mori', 'ja', '#175cd3'),
  customer('tomas', 'Tomas Lindqvist', 'tomaslind', 'sv', '#067647'),
  customer('sofia', 'Sofia Duarte', 'sofiaduarte', 'pt', '#c11574'),
  customer('aylin', 'Aylin Demir', 'aylin.d', 'tr', '#5925dc'),
  customer('lukas', 'Lukas Brandt', 'lukasb', 'de', '#3538cd'),
  customer('chloe', 'Chloé Martin', 'chloe.mrt', 'fr', '#a15c07'),
  customer('diego', 'Diego Santana', 'diego_s', 'es', '#b42318'),
  customer('priya', 'Priya Nair', 'priya.nair', 'en', '#026aa2'),
  customer('omar', 'عمر خالد', 'omar.khaled', 'ar', '#3b7c0f'),
  customer('hannah', 'Hannah O’Neill', 'hannahon', 'en', '#9e165f'),
  customer('wei', '陈伟', 'chenwei', 'zh', '#444ce7'),
]

/** What Lumen posted on its page lately. */
export function posts(pageId: string, origin: string, now: number): Post[] {
  const hour = 3_600_000
  const post = (key: string, text: string, picture: string, hours: number): Post => ({
    id: `${pageId}_${key}`,
    account: 'facebook',
    text,
    picture: `${origin}/sandbox/pictures/${picture}.png`,
    at: now - hours * hour,
  })
  return [
    post(
      '845950078423902',
      'Spring mugs are back: sand, moss and the blue you asked for. Fired by hand in Porto.',
      'mug',
      3,
    ),
    post(
      '845950078423655',
      'Meet Hush, a bedside lamp that dims when you yawn. Well, nearly: tap it twice.',
      'lamp',
      26,
    ),
    post(
      '845950078423107',
      'Parcels are slower this week because of the storm in the north. Thank you for your patience.',
      'parcel',
      50,
    ),
  ]
}

function customer(id: string, name: string, handle: string, language: string, colour: string): WorldPerson {
  return { id, name, handle, language, colour, passing: false }
}
