import { describe, expect, test } from 'vitest'
import { chromiumPath } from '../sandbox/browser.ts'
import { browserAndDesk } from './browser-and-desk.ts'
import { phone } from './window.ts'

describe.skipIf(!chromiumPath)('answering customers in the browser', { timeout: 180_000 }, () => {
  const here = browserAndDesk()
  const button = (name: string) => ({ name, exact: true })

  test('two agents claim at once in two windows: one has it, and the other is told who', async () => {
    await here.desk.write({ text: 'Who of you takes this?', customer: 'wei' })
    const windows = await Promise.all([here.window('grace'), here.window('alan')])
    const held: (() => Promise<void>)[] = []
    await Promise.all(
      windows.map(async ({ page, card }) => {
        // Neither press goes out before both were made.
        await page.route('**/sandbox/do/press', async (route) => {
          held.push(() => route.continue())
          if (held.length === windows.length) await Promise.all(held.map((go) => go()))
        })
        await card('Who of you takes this?').getByRole('button', button('Claim')).click()
      }),
    )
    const told = windows.map(({ card }) =>
      card(/(Grace|Alan) took this (just now|\d+ seconds? ago)\./).filter({ hasText: 'Only visible to you' }),
    )
    await Promise.race(told.map((one) => one.waitFor()))
    for (const { card } of windows)
      await card('Who of you takes this?')
        .getByText(/(Grace|Alan) took this at/)
        .waitFor()
    const counts = await Promise.all(told.map((one) => one.count()))
    expect(counts.toSorted()).toEqual([0, 1])
  })

  test('a customer writes, an agent claims, tags and replies in private, and the customer reads it', async () => {
    const grace = await here.window('grace')
    await grace.outside.getByRole('tab', { name: 'Shop chat' }).click()
    await grace.outside.getByRole('combobox', { name: 'Write as' }).first().selectOption('Kenji Mori')
    await grace.outside.getByLabel('Write to the shop').fill('Is the sand mug dishwasher safe?')
    await grace.outside.getByRole('button', { name: 'Send' }).first().click()

    const card = grace.card('Is the sand mug dishwasher safe?')
    await card.getByRole('button', button('Claim')).click()
    await card.getByText('Grace took this').waitFor()
    await card.getByRole('button', button('Tag')).click()
    await grace
      .modal(/^Tag #/)
      .getByLabel('Tags')
      .fill('mugs, care')
    await grace
      .modal(/^Tag #/)
      .getByLabel('Priority')
      .selectOption('High')
    await grace
      .modal(/^Tag #/)
      .getByRole('button', { name: 'Save' })
      .click()
    await card.getByText('Priority high · Tags: care, mugs').waitFor()

    await card.getByRole('button', button('Reply')).click()
    const modal = grace.modal('Reply to Kenji')
    await modal.getByText('private message').waitFor()
    await modal.getByLabel('Reply', { exact: true }).fill('It is, up to 60 degrees.')
    await modal.getByRole('button', { name: 'Send Reply' }).click()
    await modal.waitFor({ state: 'detached' })
    await card.getByText(/Grace replied at .*It is, up to 60 degrees\..*Sent/).waitFor()
    await grace.outside
      .getByRole('article', { name: /^Lumen/ })
      .getByText('It is, up to 60 degrees.')
      .waitFor()
  })

  test('a comment is answered where everyone can read it, then in private, and both stay one ticket', async () => {
    const [post] = (await here.desk.sees()).posts
    await here.desk.write({
      account: 'facebook',
      place: 'public',
      customer: 'sofia',
      text: 'Order 9 is lost',
      post: post?.id,
    })
    const ana = await here.window('ana')
    const card = ana.card('Order 9 is lost')
    await card.getByRole('button', button('Reply')).click()
    const modal = ana.modal('Reply to Sofia')
    await modal.getByText('everyone can read it').waitFor()
    await modal.getByLabel('Reply', { exact: true }).fill('Sorry, Sofia! We are looking.')
    await modal.getByRole('button', { name: 'Send Reply' }).click()
    await ana.outside.getByText('Sorry, Sofia! We are looking.').waitFor()

    await card.getByText('Sent').waitFor()
    await card.getByRole('button', button('Reply')).click()
    await modal.getByLabel('Reply', { exact: true }).fill('Which address was it?')
    await modal.getByLabel(/^Private message/).check()
    await modal.getByRole('button', { name: 'Send Reply' }).click()
    await card.getByText('Ana replied in private').waitFor()
    await ana.outside.getByRole('tab', { name: 'Facebook messages' }).click()
    await ana.outside.getByText('Which address was it?').waitFor()
    await ana.outside.getByLabel('Write as Sofia Duarte').fill('Rua do Sol 7')
    await ana.outside.getByLabel('Write as Sofia Duarte').press('Enter')
    await ana.card('Rua do Sol 7').filter({ hasText: 'Ana took this' }).waitFor()
  })

  test('a reply that is too long is refused at its field, and nothing typed is lost', async () => {
    await here.desk.write({ text: 'Tell me everything', customer: 'omar', account: 'facebook', place: 'private' })
    const grace = await here.window('grace')
    await grace.card('Tell me everything').getByRole('button', button('Reply')).click()
    const modal = grace.modal(/^Reply to/)
    const typed = 'It began with clay. '.repeat(125)
    await modal.getByLabel('Reply', { exact: true }).fill(typed)
    await modal.getByRole('button', { name: 'Send Reply' }).click()
    await modal.getByText('2,499 characters; Facebook takes 2,000. Shorten by 499.').waitFor()
    const field = modal.getByLabel('Reply', { exact: true })
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await field.inputValue()).toBe(typed)
    await field.fill('It began with clay.')
    await modal.getByRole('button', { name: 'Send Reply' }).click()
    await modal.waitFor({ state: 'detached' })
    await grace.card('Tell me everything').getByText('Sent').waitFor()
  })

  test('when the customer writes meanwhile, Send Reply asks first', async () => {
    await here.desk.write({ text: 'Where is parcel 7?', customer: 'tomas' })
    const grace = await here.window('grace')
    await grace.card('Where is parcel 7?').getByRole('button', button('Reply')).click()
    const modal = grace.modal('Reply to Tomas')
    await modal.getByLabel('Reply', { exact: true }).fill('On its way.')
    await here.desk.write({ text: 'Found it, never mind', customer: 'tomas' })
    await grace.card('Found it, never mind').waitFor()
    await modal.getByRole('button', { name: 'Send Reply' }).click()
    await modal.getByText('Send anyway?').waitFor()
    expect(await modal.getByLabel('Reply', { exact: true }).inputValue()).toBe('On its way.')
    await modal.getByRole('button', { name: 'Cancel' }).click()
    await modal.waitFor({ state: 'detached' })
    expect((await here.desk.sees()).letters.some((letter) => letter.text === 'On its way.')).toBe(false)
  })

  test('an owner is mentioned in the thread when the customer writes again', async () => {
    await here.desk.write({ text: 'Is anybody there?', customer: 'hannah' })
    const alan = await here.window('alan')
    await alan.card('Is anybody there?').getByRole('button', button('Claim')).click()
    await alan.card('Is anybody there?').getByText('Alan took this').waitFor()
    await here.desk.write({ text: 'Hello?', customer: 'hannah' })
    await alan
      .card('Is anybody there?')
      .getByRole('button', { name: /1 reply/ })
      .click()
    await alan.thread.getByText(/@Alan Hannah O’Neill wrote again/).waitFor()
    await alan.thread.getByText('This thread stays inside the team.').waitFor()
    await alan.thread.getByRole('button', { name: 'Close thread' }).click()
    await alan.outside.waitFor()
  })

  test('a ticket is snoozed, woken, closed and reopened', async () => {
    await here.desk.write({ text: 'No hurry at all', customer: 'priya' })
    const grace = await here.window('grace')
    const card = grace.card(/No hurry at all|Priya Nair · .* closed/)
    await card.getByRole('button', button('Claim')).click()
    await card.getByText('Grace took this').waitFor()
    await card.getByRole('button', { name: 'More actions' }).click()
    await card.getByRole('menuitem', { name: 'Snooze…' }).click()
    await grace
      .modal(/^Snooze #/)
      .getByRole('button', { name: 'Snooze' })
      .click()
    await card.getByText('Snoozed until').waitFor()
    await card.getByRole('button', { name: 'More actions' }).click()
    await card.getByRole('menuitem', { name: 'Wake Now' }).click()
    await card.getByText('Snoozed until').waitFor({ state: 'detached' })
    await card.getByRole('button', button('Close')).click()
    await card.getByText('closed by Grace').waitFor()
    await card.getByRole('button', button('Reopen')).click()
    await card.getByText('No hurry at all').waitFor()
    await card.getByRole('button', button('Close')).waitFor()
  })

  test('a guest gets a kind refusal', async () => {
    await here.desk.write({ text: 'Guests cannot take me', customer: 'aylin' })
    const noor = await here.window('noor')
    await noor.card('Guests cannot take me').getByRole('button', button('Claim')).click()
    await noor.card('Only full members of this workspace').waitFor()
  })

  test('with the keyboard alone: claim, reply, and ask for the figures', async () => {
    await here.desk.write({ text: 'No mouse today', customer: 'lukas' })
    const { page, card, modal, tabTo } = await here.window('ana')
    await card('No mouse today').waitFor()
    await page.getByLabel('Message #social').focus()
    await tabTo('Claim', 'Shift+Tab')
    await page.keyboard.press('Enter')
    await card('No mouse today').getByText('Ana took this').waitFor()
    await page.getByLabel('Message #social').focus()
    await tabTo('Reply', 'Shift+Tab')
    await page.keyboard.press('Enter')
    await modal('Reply to Lukas').waitFor()
    await page.keyboard.type('Then with the keyboard.')
    await tabTo('Send Reply')
    await page.keyboard.press('Enter')
    await card('No mouse today').getByText('Sent').waitFor()
    await tabTo('Message #social')
    await page.keyboard.type('/roost stats today')
    await page.keyboard.press('Enter')
    await card(/Received: \d+ messages/)
      .getByText('Only visible to you')
      .waitFor()
  })

  test('on a phone: nothing is wider than it, and a reply goes out', async () => {
    await here.desk.write({ text: 'Written on the bus', customer: 'diego' })
    const { page, card, modal, outside } = await here.window('alan', phone)
    const overflow = () => page.evaluate('document.documentElement.scrollWidth - innerWidth')
    await card('Written on the bus').getByRole('button', button('Reply')).tap()
    await modal('Reply to Diego').waitFor()
    expect(await overflow()).toBe(0)
    await modal('Reply to Diego').getByLabel('Reply', { exact: true }).fill('Answered on the train.')
    await modal('Reply to Diego').getByRole('button', { name: 'Send Reply' }).tap()
    await card('Written on the bus').getByText('Sent').waitFor()
    expect(await overflow()).toBe(0)
    await page.getByRole('button', { name: 'Outside' }).tap()
    await outside.getByRole('tab', { name: 'Shop chat' }).tap()
    await outside.getByText('Answered on the train.').waitFor()
    expect(await overflow()).toBe(0)
  })
})
