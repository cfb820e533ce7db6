import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { type Desk, desk, type Person } from '../desk.ts'
import { openBrowser } from '../sandbox/browser.ts'
import { openWindow, type Window, wide } from './window.ts'

/** One browser and one desk for the tests of a file; `window` is closed, and looked at once more, when its test ends. */
export function browserAndDesk() {
  let browser: Browser
  const started = {} as { desk: Desk; window(as: Person, options?: typeof wide): Promise<Window> }
  beforeAll(async () => {
    const [opened, it] = await Promise.all([openBrowser(), desk()])
    browser = opened
    started.desk = it
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    await started.desk?.close()
  })
  started.window = async (as, options = wide) => {
    const opened = await openWindow(browser, started.desk.origin, as, options)
    onTestFinished(() => opened.close())
    return opened
  }
  return started
}
