import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { chromiumPath, openBrowser } from './browser.ts'
import { faultsOn } from './faults-on.ts'
import { type Opened, open, social } from './open.ts'
import { card, makeSmall } from './small-app.ts'

const wide = { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' as const }
const phone = {
  reducedMotion: 'reduce' as const,
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
}

describe.skipIf(!chromiumPath)('the page in a browser', () => {
  let browser: Browser
  let it: Opened
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    it = await open({ channelBurst: 50 })
    makeSmall(it.app)
    await it.app.client.chat.postMessage({ channel: social, text: 'A card', blocks: card('Nobody has this') })
    onTestFinished(() => it.close())
  })

  async function visit(as = 'grace', options: BrowserContextOptions = wide) {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    const trouble: string[] = []
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) trouble.push(message.text())
    })
    page.on('pageerror', (error) => trouble.push(error.message))
    page.on('request', (request) => {
      if (!request.url().startsWith(it.origin) && !request.url().startsWith('data:')) trouble.push(request.url())
    })
    await page.goto(`${it.origin}/?as=${as}`)
    await page.getByRole('article').first().waitFor()
    onTestFinished(async () => {
      await context.close()
      expect(trouble).toEqual([])
    })
    return page
  }

  const dialog = (page: Page) => page.getByRole('dialog', { name: 'Reply to Mira' })

  test('it opens without a click as Grace on #social, and says that it is a stand-in', async () => {
    const context = await browser.newContext(wide)
    const page = await context.newPage()
    await page.goto(it.origin)
    await page.getByRole('button', { name: 'Claim', exact: true }).waitFor()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('#social')
    expect(await page.getByText('A stand-in for Slack').isVisible()).toBe(true)
    expect(await page.getByRole('link', { name: /Grace/ }).getAttribute('aria-current')).toBe('true')
    expect(await page.getByText('Where is my order? <!channel> 🎉').isVisible()).toBe(true)
    await context.close()
  })

  test('two windows are two agents: a claim in one shows in the other', async () => {
    const grace = await visit('grace')
    const alan = await visit('alan')
    await alan.getByRole('button', { name: 'Claim', exact: true }).click()
    await grace.getByText('@Alan took this').waitFor()
    expect(await grace.getByRole('button', { name: 'Claim', exact: true }).count()).toBe(0)
  })

  test('an ephemeral is seen by one, marked, and dismissed', async () => {
    const grace = await visit('grace')
    const alan = await visit('alan')
    await grace.getByRole('button', { name: 'Tag' }).click()
    await grace.getByText('Only visible to you').waitFor()
    expect(await alan.getByText('Only visible to you').count()).toBe(0)
    await grace.getByRole('button', { name: 'Dismiss message' }).click()
    await grace.getByText('Only visible to you').waitFor({ state: 'detached' })
  })

  test('a form with every input sends what was put in', async () => {
    const page = await visit()
    await page.getByRole('button', { name: 'Reply', exact: true }).click()
    const form = dialog(page)
    await form.getByLabel('Reply', { exact: true }).fill('It left this morning')
    expect(await form.getByText('60', { exact: true }).isVisible()).toBe(true)
    await form.getByLabel('Private').check()
    await form.getByLabel('Like').check()
    await form.getByLabel('Priority').selectOption('High')
    await form.getByLabel('Tags').fill('ref')
    await form.getByRole('option', { name: 'Refund' }).click()
    await form.getByLabel('Tags').press('ArrowDown')
    await form.getByLabel('Tags').press('Enter')
    await form.getByLabel('Order').fill('481')
    await form.getByRole('option', { name: 'Order 481' }).click()
    await form.getByLabel('Colleague').selectOption('Alan')
    await form.getByLabel('Channel').selectOption('#reviews')
    await form.getByLabel('Date').fill('2026-04-01')
    await form.getByLabel('Time').fill('09:30')
    await form.getByLabel('Amount').fill('12')
    await form.getByLabel('Mail').fill('mira@example.com')
    await form.getByRole('button', { name: 'Send Reply' }).click()
    await dialog(page).waitFor({ state: 'detached' })
    const sent =
      'It left this morning / private / like / high / refund+login / order 481 / U0ALAN0002 / C0REVIEWS2 / 2026-04-01 / 09:30 / 12 / mira@example.com'
    await page.getByText(sent.slice(0, 60)).waitFor()
    const { messages = [] } = await it.app.client.conversations.history({ channel: social })
    expect(messages[0]?.text).toBe(`<@U0GRACE001> sent: ${sent}`)
  })

  test('errors stand at their field, Slack’s and the app’s, and nothing typed is lost', async () => {
    const page = await visit()
    await page.getByRole('button', { name: 'Reply', exact: true }).click()
    const form = dialog(page)
    await form.getByLabel('Reply', { exact: true }).fill('Too long')
    await form.getByRole('button', { name: 'Send Reply' }).click()
    await form.getByText('Please complete this required field.').waitFor()
    await form.getByLabel('Priority').selectOption('Low')
    await form.getByRole('button', { name: 'Send Reply' }).click()
    await form.getByText('Shorten by 212.').waitFor()
    expect(await form.getByLabel('Reply', { exact: true }).inputValue()).toBe('Too long')
    expect(await form.getByLabel('Reply', { exact: true }).getAttribute('aria-invalid')).toBe('true')
  })

  test('by keyboard alone: menu, modal, thread, command', async () => {
    const page = await visit()
    await page.getByRole('button', { name: 'More actions' }).focus()
    await page.keyboard.press('Enter')
    const last = await page.getByRole('menuitem').last().boundingBox()
    const list = await page.getByRole('log').first().boundingBox()
    expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual((list?.y ?? 0) + (list?.height ?? 0))
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.getByText('You chose Add Note…').waitFor()
    await page.getByRole('button', { name: 'Reply', exact: true }).focus()
    await page.keyboard.press('Enter')
    await dialog(page).waitFor()
    await page.waitForFunction("document.activeElement.tagName === 'TEXTAREA'")
    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'detached' })
    await page.waitForFunction("document.activeElement.textContent === 'Reply'")
    await page.getByRole('button', { name: 'Reply in thread' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForFunction("document.activeElement.getAttribute('aria-label') === 'Reply in thread'")
    await page.keyboard.type('Shall I take it?')
    await page.keyboard.press('Enter')
    const said = page.getByRole('complementary', { name: 'Thread' }).getByRole('article').filter({ hasText: 'Shall I' })
    await said.getByRole('button', { name: 'Make a Ticket' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /1 reply/ }).waitFor()
    await page.getByLabel('Message #social').focus()
    await page.keyboard.type('/roost stats')
    await page.keyboard.press('Enter')
    await page.getByText('You said stats').waitFor()
  })

  test('unread channels are marked, notifications counted, direct messages shown', async () => {
    const page = await visit('alan')
    await it.app.client.chat.postMessage({ channel: 'C0REVIEWS2', text: '<@U0ALAN0002> a review' })
    await page.getByRole('button', { name: /reviews 1 mentions unread/ }).waitFor()
    await it.app.client.chat.postMessage({ channel: 'U0ALAN0002', text: 'Just for you' })
    await page.getByRole('link', { name: /Alan.*2 notifications/ }).waitFor()
    await page
      .getByRole('button', { name: /^● ?Roost/ })
      .or(page.getByRole('button', { name: /Roost 1 mentions/ }))
      .first()
      .click()
    await page.getByText('Just for you').waitFor()
    await page.getByRole('button', { name: 'reviews' }).click()
    await page.getByRole('button', { name: 'reviews', exact: true }).waitFor()
  })

  test('a picture that comes late does not push away what is read at the end', async () => {
    const image_url = `${it.origin}/sandbox/avatars/U0ROOSTBOT.svg`
    const picture = { type: 'image', image_url, alt_text: 'A chart' } as const
    for (let number = 1; number <= 12; number += 1)
      await it.app.client.chat.postMessage({ channel: social, text: `Line ${number}` })
    await it.app.client.chat.postMessage({ channel: social, text: 'Figures', blocks: [picture] })
    const page = await visit()
    const log = page.getByRole('log')
    const beneath = () => log.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight)
    await page.evaluate(`document.querySelector('[alt="A chart"]').decode()`)
    await expect.poll(beneath).toBeLessThan(2)
  })

  test('Home is drawn when it is opened', async () => {
    const page = await visit()
    await page.getByRole('button', { name: 'Roost Home' }).click()
    await page.getByRole('heading', { name: 'Your tickets' }).waitFor()
  })

  test('in the outside world a customer writes, edits, deletes, sends a photo, and reads our answer', async () => {
    const page = await visit()
    const outside = page.getByRole('complementary', { name: 'The outside world' })
    it.sandbox.ready()
    const post = outside.getByRole('article').filter({ hasText: 'Spring mugs are back' })
    await post.getByLabel('Write as').selectOption('Priya Nair')
    await post.getByLabel('Photo').selectOption('A cracked lamp')
    await post.getByLabel('Write a comment').fill('Is sand left?')
    await post.getByRole('button', { name: 'Send' }).click()
    const letter = post.getByRole('article', { name: /Priya Nair/ })
    await letter.getByText('Is sand left?').waitFor()
    await letter.getByRole('img', { name: 'Photo' }).waitFor()
    await letter.getByRole('button', { name: 'Edit' }).click()
    await letter.getByLabel('Edit what was written').fill('Is any sand left?')
    await letter.getByRole('button', { name: 'Save' }).click()
    await letter.getByText('Is any sand left?').waitFor()
    const fields = it.sandbox.accounts.find((one) => one.network === 'facebook')?.fields ?? {}
    const id = await letter.getAttribute('id')
    await fetch(`${fields.api}/${id}/comments`, {
      method: 'POST',
      body: new URLSearchParams({ message: 'Yes, twelve.', access_token: fields.token ?? '' }),
    })
    await post
      .getByRole('article', { name: /^Lumen/ })
      .getByText('Yes, twelve.')
      .waitFor()
    await letter.getByRole('button', { name: 'Delete' }).click()
    await letter.getByText('Deleted').waitFor()
    await outside.getByRole('tab', { name: 'Reviews' }).click()
    await outside.getByLabel('Stars', { exact: true }).selectOption('★')
    await outside.getByLabel('Write a review').fill('Broken twice.')
    await outside.getByRole('button', { name: 'Send' }).click()
    await outside.getByRole('img', { name: '1 of 5 stars' }).first().waitFor()
  })

  test('the controls move the clock and change the weather', async () => {
    const page = await visit()
    await page.getByRole('button', { name: 'Controls' }).click()
    const controls = page.getByRole('dialog', { name: 'Controls' })
    await controls.getByLabel('Networks').selectOption('Losing their answers')
    await controls.getByRole('button', { name: 'Tomorrow Morning' }).click()
    await controls.getByText(/at 09:01 for Grace/).waitFor()
    expect((await it.sees('grace')).weather[0]).toMatchObject({ network: 'losing' })
    await page.keyboard.press('Escape')
    await controls.waitFor({ state: 'detached' })
  })

  test('while many write, a press in a full channel is answered', async () => {
    const page = await visit()
    await it.does('grace', 'story', { story: 'outage' })
    for (let index = 0; index < 45; index += 1) {
      await it.app.client.chat.postMessage({ channel: social, text: `Card ${index}`, blocks: card('Nobody has this') })
    }
    await page.getByRole('button', { name: 'Tag' }).last().click()
    await page.getByText('Ana took this').waitFor()
    await it.does('grace', 'stop')
  })

  for (const [name, options] of Object.entries({
    'light, wide': wide,
    'dark, wide': { ...wide, colorScheme: 'dark' as const },
    'light, phone': phone,
    'dark, phone': { ...phone, colorScheme: 'dark' as const },
  })) {
    test(`axe finds no serious fault: ${name}`, async () => {
      it.sandbox.ready()
      await it.app.client.chat.postEphemeral({
        channel: social,
        user: 'U0GRACE001',
        text: 'Ana took this 4 seconds ago.',
      })
      const page = await visit('grace', options)
      const small = options === phone || ('isMobile' in options && options.isMobile)
      await page.getByText('Only visible to you').waitFor()
      expect(await faultsOn(page)).toEqual([])
      await page.getByRole('button', { name: 'Reply', exact: true }).click()
      await dialog(page).waitFor()
      await dialog(page).getByRole('button', { name: 'Send Reply' }).click()
      await dialog(page).getByText('Please complete').first().waitFor()
      await dialog(page).getByLabel('Tags').fill('l')
      expect(await faultsOn(page)).toEqual([])
      await dialog(page).getByRole('button', { name: 'Cancel' }).click()
      await page.getByRole('button', { name: 'Controls' }).click()
      expect(await faultsOn(page)).toEqual([])
      await page.keyboard.press('Escape')
      if (small) await page.getByRole('button', { name: 'Outside' }).click()
      await page.getByRole('tab', { name: 'Shop chat' }).click()
      expect(await faultsOn(page)).toEqual([])
      if (small) await page.getByRole('button', { name: 'Workspace' }).click()
      await page.getByRole('button', { name: 'Roost Home' }).click()
      await page.getByRole('heading', { name: 'Your tickets' }).waitFor()
      expect(await faultsOn(page)).toEqual([])
    })
  }

  test('nothing is wider than a phone', async () => {
    it.sandbox.ready()
    const page = await visit('grace', phone)
    const overflow = () => page.evaluate('document.documentElement.scrollWidth - innerWidth')
    expect(await overflow()).toBe(0)
    await page.getByRole('button', { name: 'Reply', exact: true }).click()
    await dialog(page).waitFor()
    expect(await overflow()).toBe(0)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Outside' }).click()
    expect(await overflow()).toBe(0)
  })
})
