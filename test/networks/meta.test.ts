import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { facebook } from '../../src/networks/facebook/index.ts'
import { instagram } from '../../src/networks/instagram/index.ts'
import { messenger } from '../../src/networks/messenger/index.ts'
import type { Account, IncomingMessage, Network, OutgoingReply, Place } from '../../src/networks/network.ts'
import { whatsapp } from '../../src/networks/whatsapp/index.ts'
import { startGraph } from '../fakes/graph.ts'
import { replay } from './replay.ts'

const ways: { network: Network; place: Place; way: string; conversation: string; fields: Record<string, string> }[] = [
  { network: facebook, place: 'public', way: 'comment', conversation: '1_2', fields: { page: '584', token: 't' } },
  { network: facebook, place: 'private', way: 'message', conversation: '996', fields: { page: '584', token: 't' } },
  { network: facebook, place: 'review', way: 'review', conversation: '777', fields: { page: '584', token: 't' } },
  { network: messenger, place: 'private', way: 'message', conversation: '996', fields: { page: '584', token: 't' } },
  { network: instagram, place: 'public', way: 'comment', conversation: '178', fields: { id: '584', token: 't' } },
  { network: instagram, place: 'private', way: 'message', conversation: '996', fields: { id: '584', token: 't' } },
  { network: whatsapp, place: 'private', way: 'message', conversation: '996', fields: { phone: '584', token: 't' } },
]

describe.each(ways)('$network.label $way', ({ network, place, conversation, fields }) => {
  let graph: Awaited<ReturnType<typeof startGraph>>
  let account: Account
  const reply = { ...replyTo(conversation), place, inReplyTo: '42' }

  beforeEach(async () => {
    graph = await startGraph({ id: '584', name: 'Lumen' })
    const connected = await network.connect.check(fields, graph.url)
    account = { ...connected, options: connected.options ?? {}, apiUrl: graph.url }
  })
  afterEach(() => graph.stop())

  test('what Grace writes arrives once', async () => {
    const sent = await network.send(reply, account)
    expect(graph.said).toMatchObject([{ id: sent.id, text: reply.text }])
  })

  test('after a lost answer it is found where the network can be asked, and else left to a person', async () => {
    graph.becomes('loses answers')
    await expect(network.send(reply, account)).rejects.toMatchObject({ uncertain: true })
    graph.becomes('well')
    const [arrived] = graph.said
    if (network.find) expect(await network.find(reply, account)).toEqual({ id: arrived?.id })
    expect(graph.said).toHaveLength(1)
  })

  test('what did not arrive is not found', async () => {
    graph.becomes('limits')
    await expect(network.send(reply, account)).rejects.toMatchObject({ uncertain: false, permanent: false })
    if (network.find) expect(await network.find(reply, account)).toBe('absent')
    expect(graph.said).toEqual([])
  })

  test('a closed conversation takes no message, but a comment is taken all the same', async () => {
    graph.becomes('closes windows')
    const sending = network.send(reply, account)
    if (place === 'private') await expect(sending).rejects.toMatchObject({ permanent: true })
    else await expect(sending).resolves.toMatchObject({ id: '1' })
  })
})

test('a private reply to a comment tells the conversation it opened, where the next one goes', async () => {
  const graph = await startGraph({ id: '584', name: 'Lumen' })
  const connected = await facebook.connect.check({ page: '584', token: 't' }, graph.url)
  const account = { ...connected, options: {}, apiUrl: graph.url }
  const reply = { ...replyTo('1_2'), place: 'private', opensPrivate: true, inReplyTo: '2_3' } as const
  const { conversation = '' } = await facebook.send(reply, account)
  await facebook.send({ ...reply, conversation, opensPrivate: false, text: 'And another word.' }, account)
  expect(graph.said.map(({ to }) => to)).toEqual(['psid-of-2_3', 'psid-of-2_3'])
  await graph.stop()
})

test("as long as we have no token of our own, nobody gets an answer to Meta's question", () => {
  const query = new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.verify_token': '', 'hub.challenge': '7' })
  expect(facebook.webhook?.challenge?.(query, { secrets: [] })).toBeUndefined()
  expect(facebook.webhook?.challenge?.(query, { secrets: [], verifyToken: '' })).toBeUndefined()
})

test('a comment that a poll brought with its post asks for nothing more', async () => {
  const comment: IncomingMessage = {
    is: 'message',
    account: '584',
    id: '2_3',
    place: 'public',
    conversation: '584_2',
    from: 'customer',
    customer: { id: '996' },
    text: 'The blue one arrived cracked',
    attachments: [],
    about: { text: 'Spring mugs are back…' },
  }
  const account = { networkId: '584', name: 'Lumen', credentials: { token: 't' }, options: {} }
  const { asked, result } = await replay([], async (apiUrl) => facebook.complete?.(comment, { ...account, apiUrl }))
  expect(asked).toEqual([])
  expect(result).toMatchObject({ status: 'fulfilled', value: comment })
})

test('Instagram counts a direct message in bytes, where an emoji is four', () => {
  expect(instagram.limits.text.private.count('🙏')).toBe(4)
  expect(instagram.limits.text.public.count('🙏')).toBe(1)
})

function replyTo(conversation: string): OutgoingReply {
  return {
    key: '5d1f6b0e-5f0f-4b7a-9c55-0d1c4f7c1042',
    text: 'It left this morning, Mira. 🙏',
    place: 'public',
    conversation,
    opensPrivate: false,
    customer: { id: '996' },
    agent: { name: 'Grace' },
    attachments: [],
    at: Temporal.Now.instant(),
    now: Temporal.Now.instant(),
    until: Number.POSITIVE_INFINITY,
  }
}
