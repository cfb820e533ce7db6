import { describe, expect, test } from 'vitest'
import type { Desk, Seen } from '../desk.ts'
import { chromiumPath } from '../sandbox/browser.ts'
import { browserAndDesk } from './browser-and-desk.ts'

// Slack takes one message a second in a channel, so this lasts minutes on any machine.
describe.skipIf(!chromiumPath)('an outage in the browser', { timeout: 600_000 }, () => {
  const here = browserAndDesk()

  test('500 write in a minute: the page goes on answering, they stand together on a few cards, and none is missing', async () => {
    const grace = await here.window('grace')
    const { page, card, modal } = grace
    await page.getByRole('button', { name: 'Controls' }).click()
    await page.getByRole('button', { name: 'Outage: 500 in a Minute' }).click()
    await page.getByRole('button', { name: 'Close controls' }).click()

    const rollUp = card(/\d+ new tickets in \d+ seconds?\. Urgent first\./)
    await rollUp.waitFor()
    await rollUp
      .getByRole('button', { name: /^Claim #/ })
      .first()
      .click()
    await card('Grace took this').waitFor()
    await rollUp
      .getByRole('button', { name: /^Open #/ })
      .first()
      .click()
    await modal(/^#\d+/).waitFor()
    await page.keyboard.press('Escape')
    await modal(/^#\d+/).waitFor({ state: 'detached' })
    await page.getByLabel('Message #social').fill('/roost queue')
    await page.getByLabel('Message #social').press('Enter')
    await card(/needs? someone/)
      .getByText('Only visible to you')
      .waitFor()

    const all = await everyTicketShown(here.desk, 506)
    expect(all).toHaveLength(506)
    const { messages } = await here.desk.sees()
    expect(messages.filter((one) => !one.threadTs).length).toBeLessThan(100)
  })
})

/** Waits until so many different tickets can be pressed on or are named in what stands in #social. */
async function everyTicketShown(it: Desk, count: number): Promise<string[]> {
  for (;;) {
    const shown = shownIn(await it.sees())
    if (shown.length >= count) return shown
    await new Promise((resolve) => setTimeout(resolve, 2000))
  }
}

function shownIn({ messages }: Seen): string[] {
  const said = messages.map((one) => JSON.stringify(one.blocks ?? '')).join('\n')
  return [...new Set(said.match(/#1\d{3}(?=\D)/g))].toSorted()
}
