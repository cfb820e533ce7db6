import { describe, expect, test } from 'vitest'
import { networks } from '../../src/networks/index.ts'
import type { Polled } from '../../src/networks/network.ts'

const at = '2026-11-22T08:59:00+0000'
const text = 'Where is my order?'
const post = { created_at: '2026-11-22T08:59:00.000Z', text }
const status = { id: '7', created_at: at, visibility: 'public', account: { id: '9', acct: 'mira' }, content: text }
const did = 'did:plc:mira'
const record = { uri: `at://${did}/app.bsky.feed.post/1`, cid: 'c', author: { did }, record: { text }, indexedAt: at }

/** Members as a poll may keep them, by network and list, and what must be known of each once it can be read. */
const KEPT: Record<string, [Polled, known: Record<string, unknown>][]> = {
  facebook: [
    [
      { list: 'comments', context: { of: '1_2' }, json: { id: '2_3', message: text, created_time: at } },
      { id: '2_3', conversation: '1_2', networks: ['facebook'] },
    ],
    [{ list: 'feed', context: { of: '1' }, json: { id: '1_4', message: text, created_time: at } }, { id: '1_4' }],
    [{ list: 'tagged', context: { of: '1' }, json: { id: '1_5', message: text, created_time: at } }, { id: '1_5' }],
    [
      {
        ...{ list: 'ratings', context: { of: '1' } },
        json: { created_time: at, review_text: text, open_graph_story: { id: '6' } },
      },
      { id: '6', place: 'review' },
    ],
    [
      {
        ...{ list: 'messages', context: { of: 't_1', under: '9' } },
        json: { id: 'm_1', from: { id: '9' }, message: text, created_time: at },
      },
      { id: 'm_1', conversation: '9', networks: ['messenger', 'facebook'] },
    ],
  ],
  messenger: [
    [
      {
        ...{ list: 'conversations', context: { of: '1' } },
        json: {
          participants: { data: [{ id: '9', name: 'Mira' }] },
          messages: { data: [{ id: 'm_1', from: { id: '9' }, message: text, created_time: at }] },
        },
      },
      { id: 'm_1', conversation: '9', customer: { id: '9', name: 'Mira' } },
    ],
  ],
  instagram: [
    [
      {
        ...{ list: 'replies', context: { of: '5', under: '4' } },
        json: { id: '6', text, from: { id: '9' }, timestamp: at },
      },
      { id: '6', conversation: '4', inReplyTo: '5' },
    ],
    [
      {
        ...{ list: 'media', context: { of: '1' } },
        json: { id: '4', comments: { data: [{ id: '5', text, from: { id: '9' }, timestamp: at }] } },
      },
      { id: '5', conversation: '4' },
    ],
  ],
  x: [
    [
      {
        ...{ list: 'mentions', context: { users: [{ id: '9', username: 'mira' }], tweets: [], media: [] } },
        json: { ...post, id: '8', author_id: '9' },
      },
      { id: '8', customer: { handle: 'mira' } },
    ],
    [
      { list: 'search', json: { ...post, id: '8', author_id: '9' } },
      { id: '8', place: 'public' },
    ],
    [
      {
        list: 'messages',
        json: { ...post, id: '8', event_type: 'MessageCreate', dm_conversation_id: '1-9', sender_id: '9' },
      },
      { id: '8', place: 'private', conversation: '9' },
    ],
  ],
  bluesky: [
    [{ list: 'mentions', json: { ...record, reason: 'mention' } }, { id: record.uri }],
    [{ list: 'search', json: record }, { id: record.uri }],
    [
      {
        list: 'chat',
        json: {
          ...{ $type: 'chat.bsky.convo.defs#logCreateMessage', convoId: 'c1' },
          message: { id: 'm1', text, sender: { did }, sentAt: at },
        },
      },
      { id: 'm1', conversation: 'c1' },
    ],
  ],
  mastodon: [
    [{ list: 'mentions', json: { id: '5', type: 'mention', created_at: at, status } }, { id: '7' }],
    [{ list: 'search', json: status }, { id: '7' }],
  ],
  telegram: [
    [
      {
        list: 'updates',
        json: { update_id: 1, message: { message_id: 2, chat: { id: 9, type: 'private' }, date: 1795000000, text } },
      },
      { conversation: '9' },
    ],
  ],
}

describe.each(networks.filter(({ poll }) => poll))('what a poll of $label kept', ({ name, poll }) => {
  const account = { networkId: '1', name: '@lumen', credentials: {}, options: {} }

  test('says what it says once it can be read', () => {
    const kept = KEPT[name] ?? []
    expect(kept.length).toBeGreaterThan(0)
    for (const [polled, known] of kept) {
      const [said, ...more] = poll?.read(JSON.parse(JSON.stringify(polled)), account) ?? []
      expect(said).toMatchObject({ is: 'message', from: 'customer', text, ...known })
      expect(more).toEqual([])
    }
  })

  test('of a list that nobody knows is still unreadable', () => {
    expect(poll?.read({ list: 'gossip', json: {} }, account)).toMatchObject([{ is: 'unreadable' }])
  })
})
