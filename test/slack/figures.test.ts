import { expect, test } from 'vitest'
import { importHistory } from '../../src/cli/import-history.ts'
import { showStats } from '../../src/cli/show-stats.ts'
import type { Db } from '../../src/db/connect.ts'
import { facebook } from '../../src/networks/facebook/index.ts'
import {
  home as homeSchema,
  message as messageSchema,
  modal as modalSchema,
} from '../../src/sandbox/slack/block-kit.ts'
import { settingsSchema } from '../../src/settings/settings.ts'
import { storeEnvironment, storeTeam } from '../../src/settings/stored.ts'
import { runCommand } from '../../src/slack/commands/run-command.ts'
import { detailsBlocks } from '../../src/slack/figures/details-blocks.ts'
import { subjectOf } from '../../src/slack/figures/subject.ts'
import { home } from '../../src/slack/home/home.ts'
import type { Words } from '../../src/slack/render/drawing.ts'
import { details } from '../../src/stats/details.ts'
import { digest } from '../../src/stats/digest.ts'
import { digestFacts } from '../../src/stats/digest-facts.ts'
import type { Agent } from '../../src/tickets/ticket.ts'
import { run } from '../cli/terminal.ts'
import { onEveryDatabase } from '../database.ts'
import { labels, words } from '../desk.ts'
import { at, company } from '../stats/company.ts'

const known = new Map([[facebook.name, facebook]])

function asked(agentIds: number[] | 'all' | 'none') {
  return { zone: 'UTC', openings: undefined, agentIds, withBadge: [facebook.name] }
}

const now = at('2026-11-25T12:00:00Z')

onEveryDatabase('figures in Slack', (database) => {
  /** A month of the shop's, three tickets a day, brought from another tool. */
  async function month() {
    const { db } = database()
    const lumen = await company(db)
    await storeEnvironment(db, 'T1', {})
    const lines = Array.from({ length: 90 }, (_, index) => conversation(index)).flat()
    await run(importHistory, { db, workspaceId: 'T1', now }, ['-'], lines)
    return { db, ...lumen }
  }

  const asks = (db: Db, by: Agent, leads: boolean) => (typed: string) =>
    runCommand(typed, {
      ...{ db, networks: known, workspaceId: 'T1', by, leads, channelId: 'C2T1', now },
      cardLink: async () => undefined,
    })
  const said = (answer: string | Words) => (typeof answer === 'string' ? answer : words(answer))

  test('the command, the command line, Details, Home and the digest say the same', async () => {
    const { db, grace } = await month()
    const ask = asks(db, grace, true)
    const span = { from: at('2026-11-25T00:00:00Z'), to: now }
    const printed = JSON.parse(
      (await run(showStats, { db, workspaceId: 'T1', now }, ['today', '--json'])).out.at(-1) ?? '',
    )
    const { received, tickets, withinTarget } = printed
    expect([received, tickets, withinTarget]).toEqual([3, 3, { met: 2, missed: 1, percent: 66.7 }])

    const told = said(await ask('stats today'))
    const lines = [`*Received*: 3 messages`, `*Tickets*: 3`, `*Within the promise*: 66.7 % (2 of 3)`]
    for (const line of [...lines, '*First reply*: half within 20 min, 9 in 10 within 1 h 16 min (3)'])
      expect(told).toContain(line)

    const drawn = await home({
      ...{ db, networks: new Map(), workspaceId: 'T1', who: { leads: [] }, by: grace, leads: true, now },
    })
    expect(words(drawn)).toContain(told.split('\n').slice(0, 9).join('\n'))
    expect(homeSchema.safeParse(drawn).error).toBeUndefined()

    const subject = await subjectOf(db, 'T1', 'asked 2026-11-25 today', now)
    const all = await details(db, subject.scope, asked('all'), now)
    for (const line of lines) expect(words({ blocks: detailsBlocks(all, subject, new Map(), true) })).toContain(line)

    const channel = await digestFacts(db, { workspaceId: 'T1', channelId: 'C2T1', span, zone: 'UTC', dueAt: now }, now)
    expect(channel.figures.withinTarget).toEqual(withinTarget)
    expect(channel.figures.firstReply).toEqual(printed.firstReply)
    expect(digest(channel).text).toContain('3 messages')
  })

  test('what is shared or opened later means the days it was asked on', async () => {
    const { db } = await month()
    const tomorrow = now.add({ hours: 24 })
    const subject = await subjectOf(db, 'T1', 'asked 2026-11-25 today #login', tomorrow)
    expect(subject.title(tomorrow)).toBe('2026-11-25, login, as of 12:00')
    expect(subject.of('7d')).toBe('asked 2026-11-26 7d #login')
    const since = await subjectOf(db, 'T1', 'since C2T1 2026-11-24T09:00:00Z 2026-11-25T09:00:00Z', now)
    expect(since.title(now)).toBe('From Tuesday 9:00 to 9:00, #shop, as of 12:00')
  })

  test('figures about somebody are for that person and for leads, and never offered to a channel', async () => {
    const { db, grace, alan } = await month()
    expect(said(await asks(db, grace, false)('stats 30d @alan'))).toBe(
      'Figures about Alan are for Alan and for leads. Ask without a name for the whole team.',
    )
    const own = await asks(db, alan, false)('stats 30d @alan')
    expect(said(own)).toContain('Alan, as of 12:00')
    expect(typeof own === 'string' ? [] : labels(own)).toEqual(['Details'])
    expect(said(await asks(db, grace, true)('stats 30d <@U2T1|alan>'))).toContain('*Answered*')
    const team = await asks(db, alan, false)('stats 30d')
    expect(typeof team === 'string' ? [] : labels(team)).toEqual(['Share in Channel', 'Details'])
  })

  test('a team that wants none has none, not even for leads', async () => {
    const { db, grace } = await month()
    await storeTeam(db, 'T1', settingsSchema.parse({ agentFigures: false }), now)
    expect(said(await asks(db, grace, true)('stats 30d @alan'))).toBe(
      'Figures about single people are switched off here.',
    )
  })

  test('Details tell an agent about himself, and a lead about everybody in alphabetical order', async () => {
    const { db, alan } = await month()
    const subject = await subjectOf(db, 'T1', 'asked 2026-11-25 30d', now)
    const shown = async (agentIds: number[] | 'all' | 'none', leads: boolean) => {
      const all = await details(db, subject.scope, asked(agentIds), now)
      return words({ blocks: detailsBlocks(all, subject, new Map(), leads) })
    }
    expect(await shown('all', true)).toMatch(/\*By agent\*, only for leads\n\*Alan\*: .*\n\*Ana\*: .*\n\*Grace\*: /)
    const own = await shown([alan.id], false)
    expect(own).toMatch(/\*You\*, only for you and for leads\n\*Alan\*: /)
    expect(own).not.toMatch(/Grace|Ana\b/)
    expect(await shown('none', false)).not.toMatch(/Grace|Ana\b|Alan/)
  })

  test('Details have each part, and what customers expect', async () => {
    const { db } = await month()
    const subject = await subjectOf(db, 'T1', 'asked 2026-11-25 30d', now)
    const all = await details(db, subject.scope, asked('all'), now)
    const blocks = detailsBlocks(all, subject, new Map(), true)
    const view = { type: 'modal', title: { type: 'plain_text', text: 'Details' }, blocks }
    expect(modalSchema.safeParse(view).error).toBeUndefined()
    const text = words({ blocks })
    for (const part of ['*By network*', '*By account*', '*By place*', '*By tag*', '*When customers wrote*'])
      expect(text).toContain(part)
    expect(text).toContain('customers expect 40 % within 1 h (Sprout Social Index 2020)')
    expect(text).toContain('*Meta’s badge for Lumen, as of now*')
    expect(labels({ blocks })).toContain('Export…')
  })

  test('a hundred tags and the longest names still fit', async () => {
    const { db, grace } = await month()
    const long = 'Æ'.repeat(300)
    const subject = await subjectOf(db, 'T1', 'asked 2026-11-25 30d', now)
    const all = await details(db, subject.scope, asked('all'), now)
    const parts = Array.from({ length: 100 }, (_, index) => ({
      ...{ name: `${index} ${long}`, tickets: index, answered: 0, firstReply: all.figures.firstReply },
    }))
    const many = { ...all, tag: parts, account: parts }
    const blocks = detailsBlocks(many, subject, new Map(), true)
    const view = { type: 'modal', title: { type: 'plain_text', text: 'Details' }, blocks }
    expect(modalSchema.safeParse(view).error).toBeUndefined()
    const answer = await asks(db, grace, true)('stats 30d')
    expect(messageSchema.safeParse(typeof answer === 'string' ? [] : answer.blocks).error).toBeUndefined()
  })

  test('a wrong word is answered with the nearest that can be asked', async () => {
    const { db, grace } = await month()
    const ask = asks(db, grace, true)
    expect(said(await ask('stats yesterdy'))).toBe('“yesterdy” is nothing I know. Did you mean yesterday?')
    expect(said(await ask('stats #logn'))).toBe('“#logn” is nothing I know. Did you mean #login?')
    expect(said(await ask('stast'))).toMatch(/^There is no `\/roost stast`\. Did you mean `\/roost stats`\?/)
  })

  test('the badge and the digest of now can be asked for', async () => {
    const { db, grace } = await month()
    const ask = asks(db, grace, false)
    expect(said(await ask('stats badge'))).toMatch(/^\*Lumen\*\n/)
    const answer = await ask('digest')
    expect(said(answer)).toMatch(/^Since Tuesday 12:00: /)
    expect(typeof answer === 'string' ? [] : labels(answer)).toEqual(['Details', 'Open Queue'])
    const elsewhere = await runCommand('digest', {
      ...{ db, networks: new Map(), workspaceId: 'T1', by: grace, leads: false, channelId: 'C9', now },
      cardLink: async () => undefined,
    })
    expect(said(elsewhere)).toMatch(/^No tickets come into this channel\./)
  })
})

/** Three a day: answered within 20 minutes, within 10, and within an hour and a half. */
function conversation(index: number): string[] {
  const agent = ['Grace', 'Alan', 'Ana'][index % 3]
  const opened = at('2026-11-25T08:00:00Z').subtract({ hours: 24 * Math.floor(index / 3) })
  const replied = opened.add({ minutes: [20, 10, 90][index % 3] ?? 0 })
  const common = { account: 'shop', customer: { id: `c${index}` }, tags: index % 3 ? ['login'] : ['late delivery'] }
  return [
    { ...common, id: `${index}`, sent_at: opened.toString(), text: 'Where is it?' },
    {
      ...common,
      id: `${index}/reply`,
      sent_at: replied.toString(),
      text: 'Here.',
      outbound: true,
      agent: { name: agent },
    },
  ].map((line) => JSON.stringify(line))
}
