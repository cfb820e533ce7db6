import { describe, expect, test } from 'vitest'
import { chromiumPath } from '../sandbox/browser.ts'
import { browserAndDesk } from './browser-and-desk.ts'
import { phone, type Window, wide } from './window.ts'

describe.skipIf(!chromiumPath)('moving the clock in the browser', { timeout: 180_000 }, () => {
  const here = browserAndDesk()
  async function control({ page }: Window, name: string) {
    await page.getByRole('button', { name: 'Controls' }).click()
    await page.getByRole('dialog', { name: 'Controls' }).getByRole('button', { name }).click()
    await page.getByRole('dialog', { name: 'Controls' }).getByRole('button', { name: 'Close controls' }).click()
  }

  test('before a promise is broken the owner is reminded, and the channel is told who needs someone', async () => {
    const grace = await here.window('grace')
    await grace.card('I was charged twice').getByRole('button', { name: 'Claim', exact: true }).click()
    await grace.card('I was charged twice').getByText('Grace took this').waitFor()
    for (let quarters = 0; quarters < 3; quarters += 1) await control(grace, '15 Minutes On')
    await grace
      .card(/Needs someone: 5 tickets/)
      .getByRole('button', { name: 'Claim Next' })
      .waitFor()
    await grace.card('I was charged twice').getByText('Due soon').waitFor()
    await grace
      .card('I was charged twice')
      .getByRole('button', { name: /1 reply/ })
      .click()
    await grace.thread
      .getByText(/@Grace Hannah O’Neill has waited 45 min\. Reply by \d\d:\d\d to keep the promise of 1 hour\./)
      .waitFor()
    await grace.thread.getByRole('button', { name: 'Snooze 15 Min' }).waitFor()
    expect(await grace.faults()).toEqual([])
  })

  test('at the end of a promise the late tickets are named once', async () => {
    const grace = await here.window('grace')
    await control(grace, 'To the End of a Promise')
    await grace.card(/tickets? (is|are) late\. The oldest waits 1 h/).waitFor()
    await grace.card('I was charged twice').getByText('Late since').waitFor()
  })

  test('in the morning the digest says how fast the team answered, and /roost stats says the same', async () => {
    for (const customer of ['mira', 'kenji', 'sofia', 'lukas', 'omar'])
      await here.desk.write({ customer, text: 'Good evening' })
    await here.desk.write({ text: 'Answer me within the hour', customer: 'chloe' })
    const grace = await here.window('grace')
    await grace.card('Answer me within the hour').getByRole('button', { name: 'Reply', exact: true }).click()
    await grace.modal('Reply to Chloé').getByLabel('Reply', { exact: true }).fill('Gladly.')
    await grace.modal('Reply to Chloé').getByLabel('Done, close').check()
    await grace.modal('Reply to Chloé').getByRole('button', { name: 'Send Reply' }).click()
    await grace.card('Chloé Martin').getByText('closed by Grace').waitFor()
    await control(grace, 'Tomorrow Morning')
    const digest = grace.card(/Since .*: \d+ messages, \d+ tickets/)
    await digest.getByText('First reply: half within').waitFor()
    await digest.getByText(/Waiting now: \d+/).waitFor()
    await digest.getByText('Answered by Grace.').waitFor()
    await grace.page.getByLabel('Message #social').fill('/roost stats 7d')
    await grace.page.getByLabel('Message #social').press('Enter')
    await grace
      .card(/Received: 12 messages/)
      .getByText('Only visible to you')
      .waitFor()
    expect(await grace.faults()).toEqual([])
  })

  for (const [name, options] of Object.entries({
    wide,
    phone,
    'wide and dark': { ...wide, colorScheme: 'dark' as const },
  })) {
    test(`axe finds no serious fault in cards, a modal, Home and the outside world: ${name}`, async () => {
      const ana = await here.window('ana', options)
      await ana.card('Kenji Mori').waitFor()
      expect(await ana.faults()).toEqual([])
      await ana.card('Kenji Mori').getByRole('button', { name: 'Reply', exact: true }).click()
      await ana.modal('Reply to Kenji').getByRole('button', { name: 'Send Reply' }).click()
      await ana.modal('Reply to Kenji').getByText('Please complete').waitFor()
      expect(await ana.faults()).toEqual([])
      await ana.page.keyboard.press('Escape')
      if (options === phone) await ana.page.getByRole('button', { name: 'Workspace' }).click()
      await ana.page.getByRole('button', { name: 'Roost Home' }).click()
      await ana.page.getByText(/Today, as of/).waitFor()
      expect(await ana.faults()).toEqual([])
      if (options === phone) await ana.page.getByRole('button', { name: 'Outside' }).click()
      await ana.outside.getByRole('tab', { name: 'Reviews' }).click()
      expect(await ana.faults()).toEqual([])
    })
  }
})
