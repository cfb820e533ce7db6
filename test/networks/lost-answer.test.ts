import { describe, expect, test } from 'vitest'
import { networkNamed } from '../../src/networks/index.ts'
import type { OutgoingReply } from '../../src/networks/network.ts'
import { casesOf } from './case.ts'
import { replay } from './replay.ts'

const at = Temporal.Instant.from('2026-11-22T09:00:00Z')

interface Said {
  id: string
  text: string
  ours: boolean
  at: string
}

/** How each network tells what was said in one place, and how much of it at once. */
const places: Record<string, { network: string; reply: Partial<OutgoingReply>; most: number; told: Told }> = {
  'in a conversation on Messenger': {
    ...{ network: 'messenger', reply: { place: 'private' }, most: 25 },
    told: (said, us) => {
      const messages = {
        data: said.map(({ id, text, ours, at }) => meta(id, { message: text, created_time: at }, ours, us)),
      }
      return { data: [{ id: 't_1', participants: { data: [{ id: us }, { id: '996' }] }, messages }] }
    },
  },
  'below a comment on Facebook': {
    ...{ network: 'facebook', reply: { place: 'public', inReplyTo: '1_2' }, most: 50 },
    told: (said, us) => ({
      data: said.map(({ id, text, ours, at }) => meta(id, { message: text, created_time: at }, ours, us)),
    }),
  },
  'below a comment on Instagram': {
    ...{ network: 'instagram', reply: { place: 'public', inReplyTo: '178' }, most: 50 },
    told: (said) => ({
      data: said.map(({ id, text, ours, at: timestamp }) => ({
        ...{ id, text, timestamp, username: ours ? 'lumen_de' : 'mira' },
      })),
    }),
  },
  'in public on X': {
    ...{ network: 'x', reply: { place: 'public', inReplyTo: '721' }, most: 20 },
    // Only our own posts stand there: somebody else's words are another post of ours.
    told: (said, us) => ({
      data: said.map(({ id, text, at: created_at }) => ({
        ...{ id, text, created_at, author_id: us, referenced_tweets: [{ type: 'replied_to', id: '721' }] },
      })),
    }),
  },
  'in direct messages on X': {
    ...{ network: 'x', reply: { place: 'private' }, most: 20 },
    told: (said, us) => ({
      data: said.map(({ id, text, ours, at: created_at }) => ({
        ...{ id, text, created_at, sender_id: ours ? us : '996', dm_conversation_id: `${us}-996` },
      })),
    }),
  },
  'in the chat on Bluesky': {
    ...{ network: 'bluesky', reply: { place: 'private' }, most: 50 },
    told: (said, us) => ({
      messages: said.map(({ id, text, ours, at: sentAt }) => ({
        ...{ id, text, sentAt, sender: { did: ours ? us : 'did:plc:mira' } },
      })),
    }),
  },
  'among our posts on Mastodon': {
    ...{ network: 'mastodon', reply: { place: 'public', inReplyTo: '113001' }, most: 40 },
    told: (said, us) =>
      said.map(({ id, text, at: created_at }) => ({
        ...{ id, created_at, visibility: 'unlisted', content: `<p>${text}</p>`, in_reply_to_id: '113001' },
        ...{ account: { id: us, acct: 'lumen' }, media_attachments: [] },
      })),
  },
}

type Told = (said: Said[], us: string) => unknown

function meta(id: string, said: object, ours: boolean, us: string) {
  return { ...{ id, from: { id: ours ? us : '996' } }, ...said }
}

const same = (offset: Temporal.DurationLike) => {
  return { id: '7', text: 'Thank you!', ours: true, at: at.add(offset).toString() }
}

/** What others have said since, the newest first, one thing every second until so long after the reply. */
function since(many: number, last: Temporal.DurationLike): Said[] {
  return Array.from({ length: many }, (_, index) => ({
    ...{ id: `${1000 + many - index}`, text: `Hello ${index}`, ours: false },
    at: at.add(last).subtract({ seconds: index }).toString(),
  }))
}

describe.each(Object.entries(places))('an answer is lost %s', (_, { network: name, reply, most, told }) => {
  async function found(said: Said[]) {
    const network = networkNamed(name)
    if (!network?.find) throw new Error(`No ${name}`)
    const { account } = casesOf(network)
    const signedIn = { accessJwt: 'a', refreshJwt: 'r', did: account.networkId, handle: 'lumen.example' }
    const bodies = [...(name === 'bluesky' ? [signedIn] : []), told(said, account.networkId.split('@')[0] ?? '')]
    const exchanges = bodies.map((body) => ({
      ...{ request: { method: 'GET', path: '', headers: {} }, response: { status: 200, headers: {}, body } },
    }))
    const asked: OutgoingReply = {
      ...{ key: 'k', text: 'Thank you!', place: 'public', conversation: '996', opensPrivate: false, attachments: [] },
      ...{ customer: { id: '996' }, agent: { name: 'Grace' }, at, now: at, until: Number.POSITIVE_INFINITY },
      ...reply,
    }
    const { result } = await replay(exchanges, async (apiUrl) => network.find?.(asked, { ...account, apiUrl }))
    if (result.status === 'rejected') throw result.reason
    return result.value
  }

  test.each([{ seconds: -9 }, { minutes: -10 }])(
    'and the same words stand there from shortly before, by a clock that may be behind (%o): a person decides',
    async (offset) => {
      expect(await found([same(offset)])).toBeUndefined()
    },
  )

  test('and we said the same a quarter of an hour before: that was another, and this one is not there', async () => {
    expect(await found([same({ minutes: -16 })])).toBe('absent')
  })

  test('and the same words stand there from since, and from before: it is the later', async () => {
    expect(await found([{ ...same({ seconds: 2 }), id: '8' }, same({ minutes: -10 })])).toMatchObject({ id: '8' })
  })

  test('and so much was said since that it may stand further back than what is shown: a person decides', async () => {
    expect(await found(since(most, { minutes: 30 }))).toBeUndefined()
    expect(await found(since(most - 1, { minutes: 30 }))).toBe('absent')
  })

  test('and what is shown goes back to before it was said: it is not there', async () => {
    const before = { ...same({ hours: -1 }), text: 'Good morning' }
    const isInOrder = name !== 'instagram'
    expect(await found([...since(most - 1, { minutes: 30 }), before])).toBe(isInOrder ? 'absent' : undefined)
  })
})
