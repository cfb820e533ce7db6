import fc from 'fast-check'
import { expect, test } from 'vitest'
import { networkNamed } from '../../src/networks/index.ts'
import type { Network } from '../../src/networks/network.ts'
import { message as messageSchema } from '../../src/sandbox/slack/block-kit.ts'
import { clock } from '../../src/sla/clock.ts'
import type { Owned } from '../../src/sla/reminders.ts'
import { defaultTargets } from '../../src/sla/targets.ts'
import type { CardFacts } from '../../src/slack/card-facts.ts'
import { cardFaces } from '../../src/slack/faces.ts'
import { alert } from '../../src/slack/render/alert.ts'
import { card } from '../../src/slack/render/card.ts'
import type { Drawing, Words } from '../../src/slack/render/drawing.ts'
import { entry } from '../../src/slack/render/entry.ts'
import { handOver } from '../../src/slack/render/hand-over.ts'
import { reminder } from '../../src/slack/render/reminder.ts'
import { rollUp } from '../../src/slack/render/roll-up.ts'
import { shared } from '../../src/slack/render/shared.ts'
import type { Message } from '../../src/tickets/ticket.ts'
import { after, nine } from '../company.ts'
import { labels, words } from '../desk.ts'

const facebook = networkNamed('facebook')
if (!facebook) throw new Error('No Facebook')

const grace = {
  ...{ id: 1, workspaceId: 'T1', slackId: 'U1', name: 'Grace', timeZone: null, admin: true, seenAt: null },
  ...{ awayAt: null, awayUntil: null, welcomedAt: null },
}

test('nobody has it: who, what, by when, and Claim first', () => {
  const drawn = draw(facts())
  expect(words(drawn)).toMatchInlineSnapshot(`
    "*<https://facebook.example/c1|Facebook> comment to Lumen · #1042*
    *Mira Petrova*  @mira.p · 2 earlier · open now: #1040, Ana has it
    On our post: <https://facebook.example/p1|Spring mugs are back>
    > Where is my order #48213?
    Reply by <!date^1795428000^{time}|10:00 UTC>
    Claim
    Reply
    Like and Close
    Who Is This?
    Tag
    Assign…
    Add Note…
    Snooze…
    Everything Else…"
  `)
  expect(labels(drawn)).toEqual([
    'Claim',
    'Reply',
    'Like and Close',
    'Who Is This?',
    'Tag',
    'Assign…',
    'Add Note…',
    'Snooze…',
    'Everything Else…',
  ])
})

test('what is urgent, or a bad review, is not closed by a slip of the finger', () => {
  const [said] = facts().said
  if (!said) throw new Error('Nothing said')
  const third = (changes: Changes) => labels(draw(facts(changes)))[2]
  expect(third({ ticket: { priority: 'urgent' } })).toBe('Tag')
  expect(third({ said: [{ ...said, rating: 2 }] })).toBe('Tag')
  expect(third({ said: [{ ...said, rating: 5 }] })).toBe('Like and Close')
})

test('who writes in a language that is not the team’s is said so beside the name', () => {
  expect(words(draw(facts({ foreign: 'de' })))).toContain('*Mira Petrova*  @mira.p · writes in German · 2 earlier')
})

test('Grace has it and nothing is answered: Reply comes first', () => {
  const drawn = draw(facts({ owner: grace, ticket: { claimedAt: after(2), claimedBy: 1 } }))
  expect(words(drawn)).toContain('*Grace* took this at')
  expect(labels(drawn).slice(0, 3)).toEqual(['Reply', 'Close', 'Tag'])
})

test('answered: Close comes first, and the card says how the reply went', () => {
  const drawn = draw(
    facts({ owner: grace, running: undefined, ticket: { claimedAt: after(2), claimedBy: 1 }, reply: sent() }),
  )
  expect(words(drawn)).toMatch(/Grace replied at .*"It left this morning\." · Sent/)
  expect(labels(drawn).slice(0, 3)).toEqual(['Close', 'Reply', 'Tag'])
})

test('a reply on its way says nothing at first, and Sending… when it lasts', () => {
  const reply = sent({ sentAt: null, sendingAt: after(5), queuedAt: after(5) })
  expect(words(card(facts({ reply }), cardFaces(facts()), after(5)))).not.toContain('Sending')
  expect(words(card(facts({ reply }), cardFaces(facts()), after(6)))).toContain('_Sending…_')
})

test('refused, a reply says why and can be sent again with changes', () => {
  const drawn = draw(facts({ reply: sent({ sentAt: null, failedAt: after(5), failure: 'Facebook says no.' }) }))
  expect(words(drawn)).toContain('*Not sent*: Facebook says no.')
  expect(labels(drawn)).toContain('Edit and Send')
})

test('in doubt, a reply asks a person to look first', () => {
  const drawn = draw(facts({ reply: sent({ sentAt: null, uncertainAt: after(5) }) }))
  expect(words(drawn)).toContain('Look on Facebook first, then choose.')
  expect(labels(drawn)).toEqual(expect.arrayContaining(['It Arrived', 'Send Again']))
})

test('the words of the clock change at thresholds, and only there', () => {
  const at = (minutes: number) => words(card(facts(), cardFaces(facts()), after(minutes)))
  expect(at(1)).toContain('Reply by ')
  expect(at(1)).toBe(at(44))
  expect(at(46)).toContain('Due soon: ')
  expect(at(46)).toBe(at(60))
  expect(at(61)).toContain('Late since ')
})

test('closed, it is one line with two buttons', () => {
  const drawn = draw(
    facts({ closer: grace, ticket: { closedAt: after(20), closedAs: 'resolved', tags: ['late delivery'] } }),
  )
  expect(words(drawn)).toMatch(
    /^#1042 Mira Petrova · Facebook to Lumen · closed by Grace at .*, resolved · Tags: late delivery/,
  )
  expect(labels(drawn)).toEqual(['Reopen', 'Tag'])
})

test('closed over a reply in doubt, it can still be decided; one that was refused needs Reopen first', () => {
  const ticket = { closedAt: after(20), closedAs: 'resolved' } as const
  const doubted = draw(facts({ closer: grace, ticket, reply: sent({ sentAt: null, uncertainAt: after(5) }) }))
  expect(words(doubted)).toContain('Look on Facebook first, then choose.')
  expect(labels(doubted)).toEqual(['It Arrived', 'Send Again', 'Reopen', 'Tag'])
  const refused = sent({ sentAt: null, failedAt: after(5), failure: 'Facebook says no.' })
  expect(labels(draw(facts({ closer: grace, ticket, reply: refused })))).toEqual(['Reopen', 'Tag'])
})

test('a deleted message is blank, and says when', () => {
  const drawn = draw(facts({ said: [said({ text: '', deletedAt: after(3) })] }))
  expect(words(drawn)).toContain('Mira Petrova deleted this at')
})

test.each([
  ['<!channel> look', '&lt;!channel&gt; look'],
  ['<@U1> and <#C1>', '&lt;@U1&gt; and &lt;#C1&gt;'],
  ['<http://evil.example|your bank>', '&lt;http://evil.example|your bank&gt;'],
  ['a\u202Eb\u0007c', 'abc'],
])('a customer’s %j does nothing in Slack', (text, shown) => {
  expect(words(draw(facts({ said: [said({ text })] })))).toContain(`> ${shown}`)
})

const called = '<!here> <@U1> & <http://evil.example|your bank>'
const closedAs = (closedAs: CardFacts['ticket']['closedAs'], changes: Changes['ticket'] = {}) => ({
  ticket: { closedAt: after(9), closedAs, ...changes },
})
const replied = (changes: Partial<Message>) => ({ reply: sent({ text: called, ...changes }) })
const late = after(60)
const file = { id: 'F1', name: called, filetype: 'png', size: 1 }
const stranger = { ...grace, name: called }
const handed = { id: 1, customer: called, permalink: undefined }

test.each<[string, Words | Drawing]>([
  ['a card', draw(strange())],
  ['a card that is claimed, while others write', draw(strange({ owner: stranger, writing: [called] }))],
  ['a card that is snoozed', draw(strange({ ticket: { snoozedAt: nine } }))],
  ['a reply with a file', draw(strange(replied({ sentAt: nine, attached: [file] })))],
  ['a reply that failed', draw(strange(replied({ sentAt: null, failedAt: nine, failure: called })))],
  ['a reply that waits', draw(strange(replied({ sentAt: null, failure: called, retryAt: after(11) })))],
  ['a card that continues elsewhere', draw(strange(closedAs('continues elsewhere', { elsewhere: called })))],
  ['a card that closed by itself', draw(strange(closedAs('customer silent')))],
  ['thanks', draw(strange({ ...closedAs('resolved'), said: [said({ text: called, receivedAt: after(10) })] }))],
  ['an entry', entry(strange(), strange().said, true, after(10))],
  ['a roll-up', rollUp([{ facts: numbered(strange(), 1), permalink: undefined }], 'earlier', 'C1')],
  [
    'what is shared',
    shared({ facts: strange(), messages: strange().said, by: stranger, word: called, permalink: undefined }, late),
  ],
  [
    'what is handed over',
    handOver({ by: stranger, to: { ...stranger, slackId: null }, word: called, tickets: [handed] }),
  ],
  [
    'a promise to come back',
    reminder(strange({ ticket: { comeBackAt: late } }), { step: 'comeBack', due: late, owner: undefined }, late),
  ],
  ['a ticket that is offered again', reminder(strange(), { step: 'release', due: late, owner: undefined }, late)],
  ['an alert', alert({ says: called }, [])],
])('%s: what anybody is called or writes does nothing in Slack, also where it is drawn plainly', (_, drawing) => {
  if ('gone' in drawing) throw new Error('Nothing was drawn')
  const marked = JSON.stringify(drawing.blocks).match(/"type":"mrkdwn","text":"(?:[^"\\]|\\.)*"/g) ?? []
  const read = [drawing.text, ...marked].join('\n')
  expect(read).toContain('&lt;!here&gt;')
  expect(read).not.toMatch(/<!here>|<@U1>|<http:\/\/evil/)
})

test('ten thousand characters are cut, with Show All', () => {
  const drawn = draw(facts({ said: [said({ text: 'Where is it? '.repeat(800) })] }))
  expect(labels(drawn)).toContain('Show All')
  expect(JSON.stringify(drawn.blocks).length).toBeLessThan(10_000)
})

test('no words, only a picture: it says so', () => {
  const attachments = [{ url: 'https://example.com/a.jpg', type: 'image' as const }]
  expect(draw(facts({ said: [said({ text: '', attachments })] })).text).toContain('(a picture)')
})

test('whatever a customer is called and writes, Slack takes the card', () => {
  const wild = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.string({ unit: 'binary', maxLength: 4000 }))
  fc.assert(
    fc.property(wild, wild, fc.array(wild, { maxLength: 8 }), fc.boolean(), (name, handle, texts, closed) => {
      const all = facts({
        said: texts.map((text) =>
          said({ text, url: `https://example.com/${encodeURIComponent(text.slice(0, 9).toWellFormed())}` }),
        ),
        customer: { name, handle, url: `https://example.com/<${handle}|x>`, pictureUrl: `javascript:${name}` },
        ticket: {
          tags: [name.slice(0, 50)],
          ...(closed ? { closedAt: after(9), closedAs: 'spam' } : {}),
          about: { text: name },
        },
        reply: sent({ text: handle }),
      })
      takes(draw(all))
      takes(
        rollUp(
          Array.from({ length: 20 }, (_, index) => ({ facts: numbered(all, index), permalink: undefined })),
          'earlier',
          'C1',
        ),
      )
      const thread = entry(all, all.said, true, after(10))
      if ('blocks' in thread) takes(thread)
    }),
    { numRuns: 40 },
  )
})

/** The same ticket, in which everybody bears such a name, and says so. */
function strange({ ticket, ...changes }: Changes = {}): CardFacts {
  const account = { ...facts().account, name: called }
  const named = { customer: { name: called, handle: called }, elsewhere: { id: 1040, owner: called }, account }
  const about = { ...facts().ticket.about, text: called }
  return facts({ ...named, said: [said({ text: called })], ...changes, ticket: { about, tags: [called], ...ticket } })
}

function numbered(all: CardFacts, index: number): CardFacts {
  return { ...all, ticket: { ...all.ticket, id: 1001 + index } }
}

/** Against Block Kit's own limits, the same that the stand-in Slack enforces. */
function takes({ text, blocks }: Words) {
  const judged = messageSchema.safeParse(blocks)
  if (!judged.success) throw new Error(JSON.stringify(judged.error.issues.slice(0, 3)))
  expect(text.length).toBeLessThan(40_000)
}

function draw(all: CardFacts): Words {
  const drawn = card(all, cardFaces(all), after(10))
  takes(drawn)
  return drawn
}

function said(changes: Partial<Message> = {}): Message {
  return {
    ...{
      id: 7,
      workspaceId: 'T1',
      accountId: 1,
      ticketId: 1042,
      direction: 'inbound',
      place: 'public',
      networkId: 'c1',
      author: 'Mira Petrova mira.p',
    },
    ...{
      conversation: 'p1',
      customerId: 1,
      agentId: null,
      text: 'Where is my order #48213?',
      attachments: [],
      attached: [],
    },
    ...{
      rating: null,
      language: 'en',
      quiet: null,
      quietPostId: null,
      likedAt: null,
      likedBy: null,
      url: 'https://facebook.example/c1',
      inReplyTo: null,
      unanswerable: null,
      at: nine,
      receivedAt: nine,
      editedAt: null,
      attachmentsEditedAt: null,
    },
    ...{ deletedAt: null, key: null, submission: null, thenClose: false, queuedAt: null, retryAt: null, attempts: 0 },
    ...{ sendingAt: null, sentAt: null, failedAt: null, uncertainAt: null, failure: null },
    ...changes,
  }
}

function sent(changes: Partial<Message> = {}): Message & { by: string } {
  const reply = {
    direction: 'outbound' as const,
    text: 'It left this morning.',
    queuedAt: after(5),
    sendingAt: after(5),
    sentAt: after(5),
  }
  return { ...said({ ...reply, at: after(5), url: null, ...changes }), by: 'Grace' }
}

type Changes = Omit<Partial<CardFacts>, 'ticket' | 'customer'> & {
  ticket?: Partial<CardFacts['ticket']>
  customer?: Partial<CardFacts['customer']>
}

/** Mira's comment under a post of Lumen's, nine o'clock, the promise one hour. */
function facts({ ticket, customer, ...changes }: Changes = {}): CardFacts {
  const base: Omit<CardFacts, 'clock' | 'promises'> = {
    ticket: {
      ...{
        id: 1042,
        workspaceId: 'T1',
        accountId: 1,
        customerId: 1,
        channelId: 'C1',
        place: 'public',
        conversation: 'p1',
      },
      ...{ about: { text: 'Spring mugs are back', url: 'https://facebook.example/p1' }, priority: 'normal', tags: [] },
      ...{ earlierId: null, history: false, openedAt: nine, claimedAt: null, claimedBy: null, closedAt: null },
      ...{
        closedBy: null,
        closedAs: null,
        elsewhere: null,
        ...{ askAt: null, askedAt: null, satisfaction: null, ratedAt: null },
        reopenedAt: null,
        reopenedBy: null,
        snoozedAt: null,
        snoozedBy: null,
      },
      ...{
        snoozedUntil: null,
        comeBackAt: null,
        comeBackBy: null,
        language: 'en',
        firstReplyAt: null,
        windowUntil: null,
        nextDueAt: null,
        listedAt: null,
        resolutionDueAt: null,
        solveBy: null,
      },
      ...ticket,
    },
    customer: {
      ...{ id: 1, workspaceId: 'T1', accountId: 1, networkId: 'mira', name: 'Mira Petrova', handle: 'mira.p' },
      ...{ pictureUrl: null, url: null, followers: null, knownAt: null },
      ...customer,
    },
    account: {
      ...{
        id: 1,
        workspaceId: 'T1',
        network: 'facebook',
        networkId: '584930226299053',
        name: 'Lumen',
        channelId: null,
      },
      ...{
        credentials: '',
        apiUrl: null,
        options: {},
        cursor: null,
        pollAt: null,
        refreshAt: null,
        connectedAt: nine,
        since: nine,
      },
      ...{ troubleSince: null, trouble: null, troubleToldAt: null },
      ...{ pausedAt: null, pausedBecause: null, toldAt: null, polledAt: null, lastMessageAt: null, turnAgentId: null },
    },
    network: facebook as Network,
    ...{
      owner: undefined,
      writing: [],
      closer: undefined,
      files: [],
      said: [said()],
      reply: undefined,
      unsettled: undefined,
    },
    ...{ privateOpen: false, earlier: 2 },
    running: {
      ...{ id: 1, workspaceId: 'T1', ticketId: 1042, metric: 'first reply', startedAt: nine, dueAt: after(60) },
      ...{ endedAt: null, endedAs: null, agentId: null },
    },
    foreign: undefined,
    elsewhere: { id: 1040, owner: 'Ana' },
    ...changes,
  }
  return { ...base, clock: (now) => clock(slaFacts(base), defaultTargets(60), new Map(), now), promises: [] }
}

/** What the clock must know, of the same ticket. */
function slaFacts({ ticket, running }: Pick<CardFacts, 'ticket' | 'running'>): Owned {
  return {
    ...{ id: String(ticket.id), account: 'Lumen', place: ticket.place, priority: ticket.priority, tags: ticket.tags },
    ...{ openedAt: ticket.openedAt, claimedAt: ticket.claimedAt, closedAt: ticket.closedAt, firstReplyAt: null },
    ...{ snoozedUntil: null, promisedAt: null, windowUntil: null, waitingSince: running?.startedAt ?? null },
    ...{
      answered: null,
      customersTurns: [],
      excusedAt: null,
      dues: {},
      ownerActedAt: null,
      lastReplyAt: null,
      ownerToldAt: null,
    },
  }
}
