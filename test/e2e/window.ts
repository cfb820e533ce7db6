import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Person } from '../desk.ts'
import { faultsOn } from '../sandbox/faults-on.ts'

/** A browser window that belongs to one person of the sandbox. */
export interface Window {
  page: Page
  /** The newest card or message of #social that says this. */
  card(says: string | RegExp): Locator
  modal(title: string | RegExp): Locator
  thread: Locator
  outside: Locator
  /** Presses Tab, or Shift+Tab, until the focus is on what bears this name. */
  tabTo(name: string, key?: 'Tab' | 'Shift+Tab'): Promise<void>
  /** What axe-core calls serious or critical, in words. */
  faults(): Promise<string[]>
  /** Ends it; fails if anything was reported on the console, or asked of another machine. */
  close(): Promise<void>
}

export const wide: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' }
export const phone: BrowserContextOptions = {
  ...{ viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' },
  ...{ hasTouch: true, isMobile: true },
}

// Only how long a broken thing is waited for; nothing passes or fails by how quick it was.
const PATIENCE = 90_000

export async function openWindow(browser: Browser, origin: string, as: Person, options = wide): Promise<Window> {
  const context = await browser.newContext(options)
  context.setDefaultTimeout(PATIENCE)
  const page = await context.newPage()
  const trouble = troubleOf(page, origin)
  await page.goto(`${origin}/?as=${as}`)
  await page.getByRole('log', { name: 'Messages in #social' }).waitFor()
  return {
    page,
    card: (says) =>
      page
        .getByRole('log', { name: /^Messages in #/ })
        .getByRole('article')
        .filter({ hasText: says })
        .last(),
    modal: (title) => page.getByRole('dialog', { name: title }),
    thread: page.getByRole('complementary', { name: 'Thread' }),
    outside: page.getByRole('complementary', { name: 'The outside world' }),
    async tabTo(name, key = 'Tab') {
      for (let steps = 0; steps < 200; steps += 1) {
        await page.keyboard.press(key)
        if ((await page.evaluate(nameOfFocus)) === name) return
      }
      throw new Error(`Tab never comes to ${name}`)
    },
    faults: () => faultsOn(page),
    async close() {
      await context.close()
      expect(trouble).toEqual([])
    },
  }
}

function troubleOf(page: Page, origin: string): string[] {
  const trouble: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) trouble.push(message.text())
  })
  page.on('pageerror', (error) => trouble.push(error.message))
  page.on('request', (request) => {
    const url = new URL(request.url())
    const ours = url.origin === origin || ['data:', 'blob:'].includes(url.protocol)
    if (!ours) trouble.push(`It asked ${request.url()}`)
  })
  return trouble
}

const nameOfFocus = `(() => {
  const at = document.activeElement
  return at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent.trim()
})()`
