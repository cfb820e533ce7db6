import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { type Desk, desk, type Person } from '../desk.ts'
import { chromiumPath, openBrowser } from '../sandbox/browser.ts'

// The README's pictures, from the sandbox itself: `npm run screenshots`. The same story at the same hour each time.

const FOLDER = 'docs'
const light: BrowserContextOptions = {
  ...{ viewport: { width: 1440, height: 900 }, colorScheme: 'light', reducedMotion: 'reduce' },
  ...{ locale: 'en-GB', timezoneId: 'Europe/London' },
}

if (!chromiumPath) throw new Error('The pictures need a Chromium: install one, or name it in CHROMIUM.')
mkdirSync(FOLDER, { recursive: true })
const dataDir = mkdtempSync(join(tmpdir(), 'roost-screenshots-'))
startOnTuesdayAtTen(dataDir)
const [browser, sandbox] = await Promise.all([openBrowser(), desk({ dataDir })])
try {
  seed(dataDir)
  await day(browser, sandbox)
} finally {
  await browser.close()
  await sandbox.close()
  rmSync(dataDir, { recursive: true, force: true })
}

function startOnTuesdayAtTen(dataDir: string): void {
  const now = Temporal.Now.zonedDateTimeISO('Europe/London')
  const tuesday = now.add({ days: ((9 - now.dayOfWeek) % 7) + 7 }).withPlainTime('10:10')
  mkdirSync(join(dataDir, 'sandbox'))
  writeFileSync(join(dataDir, 'sandbox/clock'), String(tuesday.epochMilliseconds - now.epochMilliseconds))
}

/** Two weeks of a shop behind it, so that the figures say something. */
function seed(DATA_DIR: string): void {
  const { status, stderr } = spawnSync(process.execPath, ['src/cli/seed.ts'], { env: { ...process.env, DATA_DIR } })
  if (status !== 0) throw new Error(`It could not be seeded: ${stderr}`)
}

async function day(browser: Browser, sandbox: Desk): Promise<void> {
  // The page learns of a moved clock when it moves.
  await sandbox.does('clock', { minutes: 1 })
  const page = await (await browser.newContext(light)).newPage()
  await page.goto(`${sandbox.origin}/?as=grace`)
  const claim = (says: string) => card(page, says).getByRole('button', { name: 'Claim', exact: true }).click()
  await card(page, 'I was charged twice').waitFor()

  await claim('Where is my order #48213?')
  await card(page, 'Where is my order #48213?').getByText('Grace took this').waitFor()
  await sandbox.press('Tag', 'Where is my order #48213?')
  await sandbox.submit({ Tags: 'late delivery', Priority: 'High' })
  await card(page, 'Where is my order #48213?').getByText('Priority high').waitFor()
  await take(card(page, 'Where is my order #48213?'), 'card')
  await card(page, 'Where is my order #48213?').getByRole('button', { name: 'Reply', exact: true }).click()
  const modal = page.getByRole('dialog', { name: 'Reply to Mira' })
  await modal
    .getByLabel('Reply', { exact: true })
    .fill('Sorry for the wait, Mira! It left Porto this morning and reaches you tomorrow.')
  await take(modal, 'reply')
  await modal.getByRole('button', { name: 'Send Reply' }).click()
  await card(page, 'Where is my order #48213?').getByText('Sent').waitFor()

  await claim('I was charged twice')
  await card(page, 'I was charged twice').getByText('Grace took this').waitFor()
  await sandbox.press('Claim', 'Hush lamp work on 100 V', 'ana')
  await card(page, 'Hush lamp work on 100 V').getByText('Ana took this').waitFor()
  await page.mouse.move(0, 0)
  await list(page).evaluate((box) => box.scrollTo(0, 0))
  await page.screenshot({ path: `${FOLDER}/roost.png` })

  await page.getByRole('button', { name: 'Roost Home' }).click()
  await page.getByText(/Today, as of/).waitFor()
  await take(page.getByRole('main'), 'home')
  await page.getByRole('button', { name: 'social' }).click()

  for (const says of ['Hush lamp work on 100 V', 'caneca azul', 'arrived cracked']) await answer(sandbox, says, 'ana')
  await sandbox.does('clock', { minutes: 45 })
  await card(page, 'I was charged twice')
    .getByRole('button', { name: /1 reply/ })
    .click()
  const thread = page.getByRole('complementary', { name: 'Thread' })
  await thread.getByText(/has waited 4\d min/).waitFor()
  await take(thread.getByRole('article').last(), 'reminder')
  await thread.getByRole('button', { name: 'Close thread' }).click()

  for (const says of ['Ankara', 'I was charged twice']) await answer(sandbox, says, 'grace')
  await sandbox.does('clock', { to: 'tomorrow morning' })
  await card(page, /Since .* messages/)
    .getByText('Answered by')
    .waitFor()
  await take(card(page, /Since .* messages/), 'digest')
}

function list(page: Page): Locator {
  return page.getByRole('log', { name: 'Messages in #social' })
}

function card(page: Page, says: string | RegExp): Locator {
  return list(page).getByRole('article').filter({ hasText: says }).last()
}

async function take(what: Locator, name: string): Promise<void> {
  await what.scrollIntoViewIfNeeded()
  await what.page().mouse.move(0, 0)
  await what.screenshot({ path: `${FOLDER}/${name}.png`, animations: 'disabled', caret: 'hide' })
}

async function answer(sandbox: Desk, says: string, as: Person): Promise<void> {
  await sandbox.press('Reply', says, as)
  await sandbox.submit({ Reply: 'Thank you for writing, we are on it.', Then: 'Done' }, as)
  await sandbox.until((all) => all.modals.length === 0, as)
}
