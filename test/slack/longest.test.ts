import { WebClient } from '@slack/web-api'
import { eq, inArray } from 'drizzle-orm'
import pino from 'pino'
import { expect, test } from 'vitest'
import type { Db } from '../../src/db/connect.ts'
import { accounts, agents, customers, posts, savedReplies, tags, tickets } from '../../src/db/schema.ts'
import { rollUpQuiet } from '../../src/jobs/roll-up-quiet.ts'
import { networks } from '../../src/networks/index.ts'
import { textLength } from '../../src/sandbox/slack/block-kit/text-length.ts'
import { home, message, modal } from '../../src/sandbox/slack/block-kit.ts'
import { settingsSchema } from '../../src/settings/settings.ts'
import { storeTeam } from '../../src/settings/stored.ts'
import { buttons, otherButtons } from '../../src/slack/buttons/index.ts'
import { cardFacts } from '../../src/slack/card-facts.ts'
import { commands } from '../../src/slack/commands/index.ts'
import { givingWay } from '../../src/slack/give-way.ts'
import { showHome } from '../../src/slack/hear/show-home.ts'
import { lineFacts } from '../../src/slack/line-facts.ts'
import { listButtons } from '../../src/slack/list-buttons.ts'
import { newestOnly } from '../../src/slack/newest-only.ts'
import { press } from '../../src/slack/press.ts'
import type { Pressing } from '../../src/slack/pressing.ts'
import { listView } from '../../src/slack/quiet/list-view.ts'
import { rollUp } from '../../src/slack/render/roll-up.ts'
import { render } from '../../src/slack/render.ts'
import { choosingModal } from '../../src/slack/several/choosing.ts'
import { addCustomerNote } from '../../src/tickets/customer-notes.ts'
import { handOver } from '../../src/tickets/hand-over.ts'
import { queue } from '../../src/tickets/queue.ts'
import { receive } from '../../src/tickets/receive.ts'
import { Refusal } from '../../src/tickets/refusal.ts'
import { share } from '../../src/tickets/share.ts'
import { tag } from '../../src/tickets/tag.ts'
import type { Agent } from '../../src/tickets/ticket.ts'
import { after, anyNetwork, company, message as messageOf, nine, ticket } from '../company.ts'
import { onEveryDatabase } from '../database.ts'

/** Whatever swells when it is escaped, turns the direction, or must not be cut in two. */
const LONG = '<&> 👩‍👩‍👧‍👦 عمر خالد &amp; <!here> *a* `b` '.repeat(120)
const NAME = LONG.slice(0, 200)
/** Would turn around what we write after it, and write a line of its own among ours. */
const MARK = 'Grace took this'
const STRANGER = `\u202Emoor\n${MARK} ${NAME}`.slice(0, 200)
/** Nothing of it is seen, and Slack refuses a whole window for one text that is empty. */
const UNSEEN = '\u202E \u0007'

interface Strangers {
  name: string
  says: string
  attachment: 'file' | 'image'
}

const strangers: [string, Strangers][] = [
  ['the longest of everything', { name: STRANGER, says: LONG, attachment: 'file' }],
  ['strangers who have no name that is seen, and say nothing', { name: UNSEEN, says: UNSEEN, attachment: 'image' }],
]

onEveryDatabase('all there is to see', (database) => {
  test.each(strangers)(
    'with %s: whatever is pressed, asked or drawn, Slack takes it, no text is cut inside an escaped character, and no stranger’s name turns it around or writes a line of its own',
    async (_, stranger) => {
      const { db } = database()
      const { by, ids } = await crowded(db, stranger)
      const seen: { what: string; kind: 'modal' | 'home' | 'message'; view: unknown }[] = []
      let what = ''
      const deps = pressing(db, (kind, view) => seen.push({ what, kind, view }))
      const facts = await cardFacts(db, deps.networks, 'T1', ids[0] ?? 0)
      for (const post of await db.select().from(posts)) {
        what = post.kind
        const drawing = await render(deps.draw, post, after(9))
        if (!('gone' in drawing)) seen.push({ what, kind: 'message', view: drawing.blocks })
        if (post.kind === 'quiet')
          for (const from of [0, 20]) seen.push({ what, kind: 'modal', view: await listView(deps, post.id, from) })
      }
      expect(seen.map((one) => one.what)).toEqual(expect.arrayContaining(['quiet', 'hand-over']))
      const rolled = await lineFacts(db, deps.networks, 'T1', ids.slice(0, 20))
      const roll = rollUp(
        rolled.map((one) => ({ facts: one, permalink: undefined })),
        'earlier',
        'C1',
      )
      seen.push({ what: 'roll-up', kind: 'message', view: roll.blocks })
      what = 'home'
      await showHome(deps, 'U1')
      for (const command of commands) {
        what = `/roost ${command.name}`
        const asked = {
          ...deps,
          by,
          leads: true,
          words: command.name === 'find' ? 'amp' : '',
          channelId: 'C1',
          now: after(9),
        }
        const said = await command.run({ ...asked, cardLink: deps.draw.cardLink })
        if (typeof said !== 'string') seen.push({ what, kind: 'message', view: said.blocks })
      }
      for (const [id, value] of [...onLists, ['change-tag', NAME.slice(0, 50)] as const]) {
        what = id
        const button = listButtons.find((one) => one.id === id)
        const said = await button?.press(deps, value, by, { slackId: 'U1', trigger: 'T' }).catch((error) => {
          if (!(error instanceof Refusal)) throw error
        })
        if (said && typeof said !== 'string') seen.push({ what, kind: 'message', view: said.blocks })
      }
      what = 'several, in the midst'
      const some = await queue(db, 'T1', { owner: 'nobody', most: 40 })
      const several = { id: 'several', title: 'Several', submit: 'Do It', inputs: [], run: async () => ({ says: '' }) }
      seen.push({ what, kind: 'modal', view: choosingModal(deps, several, [...some, ...some, ...some], 50) })
      for (const button of [...buttons, ...otherButtons].filter(
        (one) => one.id !== 'undo' && one.applies(facts) !== null,
      )) {
        what = button.id
        await press(deps, button, String(facts.ticket.id), { slackId: 'U1', trigger: 'T' })
      }
      expect(seen.filter(({ kind }) => kind === 'modal').length).toBeGreaterThan(25)
      const schemas = { modal, home, message }
      const wrong = seen.flatMap(({ what, kind, view }) => {
        const found = schemas[kind]
          .safeParse(view)
          .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
        const length = kind === 'message' && textLength(view) > 10_000 ? [`${textLength(view)} characters`] : []
        const turned = /[\u202A-\u202E\u2066\u2067]/.test(JSON.stringify(view)) ? ['turned around'] : []
        const ownLine = JSON.stringify(view).includes(`\\n${MARK}`) ? ['a line of a stranger’s'] : []
        const cutInside = (JSON.stringify(view).match(MARKUP) ?? []).filter((part) => BROKEN.test(part))
        return [...(found ?? []), ...length, ...turned, ...ownLine, ...cutInside].map(
          (one) => `${what}, ${kind}: ${one.slice(-160)}`,
        )
      })
      expect([...new Set(wrong)]).toEqual([])
    },
  )
})

const MARKUP = /"type":"mrkdwn","text":"(?:[^"\\]|\\.)*"/g
const BROKEN = /&(?!amp;|lt;|gt;)/

const onLists = [
  ...['open-mine', 'open-unclaimed', 'hand-over', 'close-several', 'tag-several', 'assign-several', 'go-away'],
  ...['new-ticket', 'find', 'add-tag', 'edit-saved-reply', 'try-routing'],
]
  .map((id): readonly [string, string] => [id, ''])
  .concat([
    ['open-queue', 'C1'],
    ['list-mine', '0'],
    ['list-unclaimed', '0'],
    ['list-open', '0/C1'],
    // In the midst, with a page before and one after it.
    ['list-open', '40/C1'],
    ['tags', '30'],
    ['tags', '0'],
    ['saved-replies', '0'],
    ['details', 'asked 2026-11-22 30d'],
  ])

async function crowded(db: Db, { name: called, says, attachment }: Strangers): Promise<{ by: Agent; ids: number[] }> {
  const { account, grace } = await company(db)
  await db.update(accounts).set({ network: 'facebook', name: NAME })
  const [by = grace] = await db
    .update(agents)
    .set({ name: NAME, seenAt: nine })
    .where(eq(agents.id, grace.id))
    .returning()
  for (let place = 0; place < 120; place++) {
    await db.insert(tags).values({ workspaceId: 'T1', name: `${place} ${NAME}`.slice(0, 50), addedAt: nine })
    const kept = {
      workspaceId: 'T1',
      title: `${place} ${NAME}`.slice(0, 75),
      text: LONG.slice(0, 2900),
      savedBy: by.id,
    }
    await db.insert(savedReplies).values({ ...kept, savedAt: nine })
    await db.insert(agents).values({ workspaceId: 'T1', slackId: `U9${place}`, name: `${place} ${NAME}`, awayAt: nine })
  }
  const words = Array.from({ length: 40 }, (_, place) => `${place} ${NAME}`.slice(0, 100))
  const routes = Array.from({ length: 20 }, () => ({
    when: { words },
    tags: words.slice(0, 10).map((one) => one.slice(0, 50)),
  }))
  await storeTeam(db, 'T1', settingsSchema.parse({ routes }), after(-50))
  const row = { ...account, network: 'facebook', name: NAME }
  const ids: number[] = []
  for (let place = 0; place < 85; place++) {
    const from = { id: `c${place}`, name: called, handle: called, pictureUrl: 'https://customers.example/1.png' }
    const said = { conversation: `c${place}`, place: 'public', text: says } as const
    const attachments = place % 2 ? [] : [{ url: 'https://files.example/1', type: attachment, name: called }]
    const opened = await ticket(db, row, { ...said, customer: from, attachments })
    ids.push(opened.id)
    const many = Array.from({ length: place === 0 ? 120 : 3 }, (_, count) => `${count} ${NAME}`.slice(0, 50))
    await tag(db, opened, { tags: many, priority: 'urgent' }, by, after(1))
  }
  await db
    .update(tickets)
    .set({ claimedBy: by.id, claimedAt: after(2) })
    .where(eq(tickets.id, ids[0] ?? 0))
  const [customer] = await db.select().from(customers)
  for (let place = 0; customer && place < 12; place++)
    await addCustomerNote(db, customer, { text: LONG.slice(0, 550), submission: `${place}` }, by, after(place))
  const [first] = await db
    .select()
    .from(tickets)
    .where(eq(tickets.id, ids[0] ?? 0))
  if (first) await share(db, first, { channelId: 'C1', word: LONG.slice(0, 1000), submission: 'V' }, by, after(3))
  await handMany(db, ids.slice(1, 41), by)
  const quiet = { ...row, options: { quiet: 'on' } }
  for (let place = 0; place < 45; place++) {
    const from = { id: `q${place}`, name: called, handle: called }
    const said = {
      conversation: `q${place}`,
      place: 'public',
      customer: from,
      text: '👩‍👩‍👧‍👦 <3 '.repeat(90),
    } as const
    await receive(db, quiet, anyNetwork, messageOf({ ...said, url: 'https://facebook.example/c' }), nine)
  }
  await rollUpQuiet(db, 'T1', after(61))
  return { by, ids }
}

async function handMany(db: Db, ids: number[], by: Agent): Promise<void> {
  const theirs = await db
    .update(tickets)
    .set({ claimedBy: by.id, claimedAt: after(2) })
    .where(inArray(tickets.id, ids))
    .returning()
  const [to] = await db.select().from(agents).where(eq(agents.slackId, 'U90'))
  if (to) await handOver(db, { tickets: theirs, to, word: LONG.slice(0, 1000), submission: 'V2' }, by, after(4))
}

/** Slack itself is what is recorded here: all that would be shown, as it would be sent. */
function pressing(db: Db, shows: (kind: 'modal' | 'home', view: unknown) => void): Pressing {
  const client = new WebClient('none', {
    slackApiUrl: 'http://127.0.0.1:1/',
    fetch: async (url, options) => {
      const sent = new URLSearchParams(String(options?.body))
      const view = sent.get('view')
      if (view) shows(String(url).endsWith('publish') ? 'home' : 'modal', JSON.parse(view))
      return Response.json({ ok: true, view: { id: 'V1' }, channel: { is_member: true } })
    },
  })
  const nothing = async () => undefined
  const common = { db, networks: new Map(networks.map((one) => [one.name, one])), client, now: () => after(9) }
  const log = pino({ level: 'silent' })
  const cardLink = async () => `https://lumen.slack.example/archives/C1/p${'1'.repeat(16)}`
  return {
    ...{
      ...common,
      ...givingWay(),
      log,
      workspaceId: 'T1',
      customerUrl: 'https://shop.example/{handle}',
      noCredentials: '',
    },
    who: { db, workspaceId: 'T1', client, leads: [], now: () => nine },
    draw: {
      ...common,
      log,
      leads: async () => ['U1'],
      permalink: nothing,
      cardLink,
      digest: async () => ({ gone: true }),
    },
    accountOf: (one) => ({ ...one, credentials: {} }) as never,
    ...{ paceTyping: newestOnly(0), paceHome: newestOnly(0), homes: new Set<string>() },
  }
}
