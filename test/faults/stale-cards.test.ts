import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/db/connect.ts'
import { posts } from '../../src/db/schema.ts'
import { custom } from '../../src/networks/custom/index.ts'
import { render } from '../../src/slack/render.ts'
import { claim } from '../../src/tickets/claim.ts'
import { after, company, ticket } from '../company.ts'
import { onServer, serverDatabase } from '../database.ts'
import type { Seen } from '../desk.ts'
import { staleCards } from './stale-cards.ts'

onServer('cards held against the one renderer', () => {
  test('as it is drawn a card is not stale; with other words, without a button, or not there at all it is', async () => {
    const { url, drop } = await serverDatabase()
    const database = await openDatabase({ url, dataDir: '' })
    const { db } = database
    try {
      const { account, grace } = await company(db)
      const opened = await ticket(db, account)
      const card = async () => {
        const [post] = await db.select().from(posts).where(eq(posts.kind, 'card'))
        if (!post) throw new Error('No card')
        const drawing = await render(deps(), post, after(1))
        return { metadata: { event_payload: { post: post.id } }, ...drawing, blocks: blocksOf(drawing) }
      }
      const deps = () => ({
        ...{ db, networks: new Map([['custom', custom]]), leads: async () => [], cardLink: async () => undefined },
        ...{ permalink: async () => undefined, digest: async () => ({ gone: true as const }) },
      })
      const stale = (messages: Seen['messages']) =>
        staleCards({ sees: async () => ({ ...nothing, messages }) }, { url, env: {} }, after(1))

      const drawn = await card()
      expect(await stale([drawn])).toEqual([])
      const otherwise = JSON.stringify(drawn).replaceAll('Where is my order', 'Where was my order')
      expect(await stale([JSON.parse(otherwise)])).toEqual([
        '#1001 shows “> Where was my order #48213?”',
        '#1001 should show “> Where is my order #48213?”',
      ])
      const unpressable = drawn.blocks.filter(({ type }) => type !== 'actions')
      expect(await stale([{ ...drawn, blocks: unpressable }])).toContain('#1001 should show “Claim”')
      expect(await stale([])).toContain('#1001 should show “> Where is my order #48213?”')
      await claim(db, opened, grace, after(1))
      expect((await stale([drawn])).join()).toContain('Grace')
    } finally {
      await database.close()
      await drop()
    }
  })
})

function blocksOf(drawing: object): { type: string }[] {
  return 'blocks' in drawing && Array.isArray(drawing.blocks) ? drawing.blocks : []
}

const nothing: Seen = {
  ...{ messages: [], ephemerals: [], modals: [], homes: [], notices: [], letters: [], posts: [], channels: [] },
  files: [],
}
